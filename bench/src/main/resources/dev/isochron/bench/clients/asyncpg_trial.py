import asyncio
import asyncpg


async def main():
    print("client asyncpg", asyncpg.__version__)
    print("step tables, parameters, transactions", flush=True)
    c = await asyncpg.connect(ssl=False)
    await c.execute("CREATE TABLE apg (id int PRIMARY KEY, t text, a int[])")
    async with c.transaction():
        await c.execute("INSERT INTO apg (id, t) VALUES ($1, $2)", 1, "é")
    assert await c.fetchval("SELECT t FROM apg WHERE id = $1", 1) == "é"
    await c.executemany("INSERT INTO apg (id, t) VALUES ($1, $2)", [(2, "b"), (3, "c")])
    print("step `copy_records_to_table`", flush=True)
    await c.copy_records_to_table("apg", records=[(7, "g")], columns=["id", "t"])
    print("step arrays", flush=True)
    await c.execute("INSERT INTO apg VALUES ($1, $2, $3)", 9, "x", [1, 2])
    assert await c.fetchval("SELECT a FROM apg WHERE id = 9") == [1, 2]
    print("step cursors in a transaction", flush=True)
    async with c.transaction():
        assert len([r async for r in c.cursor("SELECT id FROM apg")]) == 5
    await c.close()


asyncio.run(main())
