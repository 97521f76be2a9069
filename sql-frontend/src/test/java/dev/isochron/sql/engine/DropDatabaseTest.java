package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A database goes with all that is in it; who is still in it is told so.
class DropDatabaseTest {

    private static final String NONE = "ERROR 3D000: database \"shop\" does not exist\n";

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    private Console shop() {
        here.run("create database shop");
        Console shop = here.in("shop");
        shop.run("create schema s; create table s.t (id serial primary key, a int unique)");
        shop.run("create table t (id int primary key, a int references s.t)");
        shop.run("insert into s.t (a) select g from generate_series(1, 10) g");
        return shop;
    }

    @Test
    void itGoesWithItsRows() {
        shop();
        assertEquals("DROP DATABASE\n", here.run("drop database shop"));
        assertTrue(here.run("show jobs").contains("erase what t left"));
        here.cluster().sessions().started().getLast().run();
        assertFalse(here.run("show jobs").contains("erase"));
        String left = there.run("select datname from pg_database order by datname");
        assertEquals("datname\nisochron\npostgres\nSELECT 2\n", left);
        assertEquals(NONE, here.run("drop database shop"));
        assertEquals(
                "NOTICE: database \"shop\" does not exist, skipping\nDROP DATABASE\n",
                here.run("drop database if exists shop"));
    }

    @Test
    void itsNameIsFreeAndTheOldOneStaysGone() {
        Console before = shop();
        Console elsewhere = there.in("shop");
        assertEquals("count\n10\nSELECT 1\n", elsewhere.run("select count(*) from s.t"));
        here.run("drop database shop");
        String old = elsewhere.run("create table t2 (id int)");
        assertEquals(NONE, old);
        assertEquals(NONE, before.run("insert into t values (1, 1)"));
        here.run("create database shop");
        Console after = here.in("shop");
        assertTrue(after.run("select * from s.t").startsWith("ERROR 42P01"));
        assertEquals("CREATE TABLE\n", after.run("create table t (id int)"));
        // Whoever was in the old one is in the new one with the next statement.
        assertEquals("id\nSELECT 0\n", elsewhere.run("select * from t"));
    }

    @Test
    void whoeverIsAtItIsUndone() {
        shop();
        Console elsewhere = there.in("shop");
        elsewhere.run("begin; insert into s.t (a) values (77)");
        here.run("drop database shop");
        String late = elsewhere.run("commit");
        assertTrue(late.startsWith("ERROR 40001"), late);
        String after = elsewhere.run("select * from s.t");
        assertTrue(after.endsWith(NONE), after);
    }

    @Test
    void someAreRefused() {
        Console shop = shop();
        assertEquals(
                "ERROR 55006: cannot drop the currently open database\n",
                shop.run("drop database shop"));
        assertTrue(here.run("drop database postgres").startsWith("ERROR 0A000"));
        String block = here.run("begin; drop database shop");
        assertTrue(block.contains("ERROR 25001"), block);
        here.run("rollback");
        assertEquals("count\n10\nSELECT 1\n", shop.run("select count(*) from s.t"));
    }
}
