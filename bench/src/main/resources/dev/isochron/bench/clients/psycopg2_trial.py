import io
import psycopg2
import psycopg2.extras

print("client psycopg2", psycopg2.__version__.split()[0])
print("step tables, parameters, arrays, dates, json", flush=True)
c = psycopg2.connect("")
cur = c.cursor()
cur.execute("CREATE TABLE py2 (id int PRIMARY KEY, t text, a int[], d date, j jsonb)")
cur.execute(
    "INSERT INTO py2 VALUES (%s, %s, %s, current_date, %s)",
    (1, "é", [1, 2], psycopg2.extras.Json({"a": [1]})),
)
c.commit()
cur.execute("SELECT t, a, j FROM py2")
assert cur.fetchone() == ("é", [1, 2], {"a": [1]})
print("step savepoints after an error", flush=True)
cur.execute("SAVEPOINT s")
try:
    cur.execute("SELECT nothing")
except psycopg2.Error as e:
    assert e.pgcode == "42703"
    cur.execute("ROLLBACK TO s")
print("step `copy_expert` in and out, `execute_values`", flush=True)
cur.copy_expert("COPY py2 (id) FROM STDIN", io.StringIO("2\n3\n"))
out = io.StringIO()
cur.copy_expert("COPY (SELECT id FROM py2 ORDER BY id) TO STDOUT", out)
assert out.getvalue() == "1\n2\n3\n"
psycopg2.extras.execute_values(cur, "INSERT INTO py2 (id, t) VALUES %s", [(4, "d"), (5, "e")])
c.commit()
print("step isolation levels and read-only transactions", flush=True)
c.set_session(isolation_level="SERIALIZABLE", readonly=True)
cur.execute("SELECT count(*) FROM py2")
assert cur.fetchone() == (5,)
c.commit()
print("step cursors with a name (`DECLARE`)", flush=True)
named = c.cursor("mine")
named.execute("SELECT id FROM py2")
named.fetchall()
