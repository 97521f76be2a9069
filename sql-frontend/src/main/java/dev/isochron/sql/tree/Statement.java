package dev.isochron.sql.tree;

/// One statement.
public sealed interface Statement extends Node
        permits Query,
                Change,
                Definition,
                Control,
                Setting,
                Prepared,
                Explain,
                Copy,
                Inspection,
                Upkeep {}
