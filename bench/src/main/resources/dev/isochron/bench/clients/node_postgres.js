const { Pool } = require("pg");

function step(what) {
  console.log("step " + what);
}

async function main() {
  console.log("client node-postgres " + require("pg/package.json").version);
  step("a pool, parameters, arrays, json, dates");
  const pool = new Pool({ max: 4 });
  await pool.query("CREATE TABLE njs (id int PRIMARY KEY, t text, a int[], j jsonb, d timestamptz)");
  await Promise.all(
    [1, 2, 3, 4, 5, 6].map((i) =>
      pool.query("INSERT INTO njs VALUES ($1, $2, $3, $4, $5)", [i, "é", [1, 2], { a: i }, new Date(0)])
    )
  );
  const found = await pool.query({ name: "one", text: "SELECT * FROM njs WHERE id = $1", values: [3] });
  if (found.rows[0].j.a !== 3 || found.rows[0].a[1] !== 2) throw new Error("error: a wrong row");
  step("transactions and errors");
  const client = await pool.connect();
  await client.query("BEGIN");
  try {
    await client.query("INSERT INTO njs (id) VALUES (1)");
    throw new Error("error: no conflict");
  } catch (e) {
    if (e.code !== "23505") throw e;
  }
  await client.query("ROLLBACK");
  step("several statements in one query");
  const several = await client.query("SELECT 1 AS a; SELECT 2 AS b");
  if (several.length !== 2) throw new Error("error: " + several.length);
  client.release();
  await pool.end();
}

main().catch((e) => {
  console.log("error: " + e.message);
  process.exit(1);
});
