package dev.isochron.sql.syntax;

/// The parts of the parser, which call each other, over one text.
final class Grammar {

    final Tokens tokens;
    final Names names;
    final Types types;
    final Expressions expressions;
    final Operands operands;
    final Calls calls;
    final Parentheses parentheses;
    final Queries queries;
    final FromItems fromItems;
    final Windows windows;
    final Changes changes;
    final Options options;
    final Constraints constraints;
    final Tables tables;
    final Alterations alterations;
    final Sequences sequences;
    final Roles roles;
    final Definitions definitions;
    final Drops drops;
    final Comments comments;
    final Controls controls;
    final Settings settings;
    final Copies copies;
    final Upkeeps upkeeps;
    final Statements statements;

    Grammar(String text) {
        tokens = new Tokens(text);
        names = new Names(tokens);
        types = new Types(this);
        expressions = new Expressions(this);
        operands = new Operands(this);
        calls = new Calls(this);
        parentheses = new Parentheses(this);
        queries = new Queries(this);
        fromItems = new FromItems(this);
        windows = new Windows(this);
        changes = new Changes(this);
        options = new Options(this);
        constraints = new Constraints(this);
        tables = new Tables(this);
        alterations = new Alterations(this);
        sequences = new Sequences(this);
        roles = new Roles(this);
        definitions = new Definitions(this);
        drops = new Drops(this);
        comments = new Comments(this);
        controls = new Controls(this);
        settings = new Settings(this);
        copies = new Copies(this);
        upkeeps = new Upkeeps(this);
        statements = new Statements(this);
    }
}
