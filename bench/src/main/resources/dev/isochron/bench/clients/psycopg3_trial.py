import datetime
import psycopg

print("client psycopg", psycopg.__version__)
print("step prepared and binary parameters, arrays, dates, json", flush=True)
c = psycopg.connect("")
c.execute("CREATE TABLE py3 (id int PRIMARY KEY, t text, a int[], d date, j jsonb)")
for i in range(8):
    c.execute(
        "INSERT INTO py3 VALUES (%s, %s, %s, %s, %s)",
        (i, "é", [1, 2], datetime.date(2024, 2, 29), psycopg.types.json.Jsonb({"a": 1})),
        prepare=True,
    )
row = c.execute("SELECT t, a, d, j FROM py3 WHERE id = %s", (3,), binary=True).fetchone()
assert row == ("é", [1, 2], datetime.date(2024, 2, 29), {"a": 1}), row
c.commit()
print("step `executemany`, pipelines", flush=True)
with c.cursor() as cur:
    cur.executemany("INSERT INTO py3 (id) VALUES (%s)", [(i,) for i in range(10, 20)])
with c.pipeline():
    for i in range(20, 25):
        c.execute("INSERT INTO py3 (id) VALUES (%s)", (i,))
c.commit()
print("step `COPY` in and out", flush=True)
with c.cursor() as cur:
    with cur.copy("COPY py3 (id, t) FROM STDIN") as copy:
        copy.write_row((100, "x"))
    with cur.copy("COPY (SELECT id, t FROM py3 WHERE id = 100) TO STDOUT") as copy:
        assert [r for r in copy.rows()] == [("100", "x")]
c.commit()
print("step nested `transaction()` blocks", flush=True)
with c.transaction():
    try:
        with c.transaction():
            c.execute("SELECT 1/0")
    except psycopg.errors.DivisionByZero:
        pass
    c.execute("SELECT 1")
print("step cursors of the server (`DECLARE`)", flush=True)
with c.cursor("mine") as named:
    named.execute("SELECT id FROM py3")
    named.fetchall()
