\echo client psql :VERSION_NAME
\echo 'step tables, keys, checks, foreign keys'
CREATE TABLE psql_item (id int PRIMARY KEY, name text NOT NULL DEFAULT 'none', price numeric(8,2) CHECK (price > 0), UNIQUE (name));
CREATE TABLE psql_sale (item_id int REFERENCES psql_item (id), number serial, PRIMARY KEY (item_id, number));
INSERT INTO psql_item VALUES (1, 'one', 1.5), (2, 'two', 2.5);
\echo 'step `\\d`, `\\dt`, `\\di`, `\\ds`, `\\dn`, `\\du`, `\\l`'
\d
\d psql_item
\dt
\di
\ds
\dn
\du
\l
\echo 'step `\\d+`, `\\dt+`, `\\di+`, `\\l+`'
\d+ psql_item
\dt+
\di+
\l+
\echo 'step `\\df`, `\\dT`, `\\dx`, `\\do`, `\\dC`, `\\dp`, `\\db`, `\\dv`'
\df upper
\dT
\dx
\do =
\dC
\dp
\db
\dv
\echo 'step `COPY` to and from the terminal'
COPY psql_item (id, name) FROM STDIN;
3	three
4	four
\.
COPY (SELECT id, name FROM psql_item ORDER BY id) TO STDOUT WITH (FORMAT csv, HEADER);
\echo 'step transactions and savepoints'
BEGIN;
SAVEPOINT a;
INSERT INTO psql_item VALUES (5, 'five', 5);
ROLLBACK TO a;
COMMIT;
\echo 'step `\\gset`, `\\gexec`, `\\crosstabview`, `\\gdesc`'
SELECT count(*) AS n FROM psql_item \gset
SELECT format('ANALYZE %I', 'psql_item') \gexec
SELECT 1 AS a, 'x' AS b, 2 AS c \crosstabview
SELECT id, price FROM psql_item \gdesc
\echo 'step `FETCH_COUNT` (a cursor by `DECLARE`)'
\set FETCH_COUNT 2
SELECT id FROM psql_item ORDER BY id;
