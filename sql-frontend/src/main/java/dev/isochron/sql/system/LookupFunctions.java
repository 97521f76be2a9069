package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Callable;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.TypeId;
import java.util.OptionalLong;
import java.util.function.Function;

/// Finds objects by name; and what tools ask that is never so here.
final class LookupFunctions {

    private LookupFunctions() {}

    static void define(Definer to) {
        find(to, "regclass", TypeId.REGCLASS);
        find(to, "regtype", TypeId.REGTYPE);
        find(to, "regnamespace", TypeId.REGNAMESPACE);
        find(to, "regproc", TypeId.REGPROC);
        callable(to, "pg_get_function_result", Callables::result);
        callable(to, "pg_get_function_arguments", Callables::arguments);
        callable(to, "pg_get_function_identity_arguments", Callables::arguments);
        to.stable("getdatabaseencoding() name", (_, _) -> Value.of("UTF8"));
        to.stable("pg_char_to_encoding(name) int4", (_, _) -> Value.of(6));
        to.stable("txid_current() int8", (_, env) -> Value.of(env.transactionMicros()));
        to.stable("age(xid) int4", (_, _) -> Value.of(0));
        to.stable("pg_my_temp_schema() oid", (_, _) -> Value.of(0));
        to.stable("pg_is_other_temp_schema(oid) bool", (_, _) -> Args.bool(false));
        to.stable("row_security_active(oid) bool", (_, _) -> Args.bool(false));
        to.stable("pg_tablespace_size(oid) int8", (_, _) -> Value.of(0));
        to.stable("pg_relation_size(regclass, text) int8", (_, _) -> Value.of(0));
        for (String none :
                new String[] {
                    "pg_get_functiondef(oid) text",
                    "pg_get_triggerdef(oid) text",
                    "pg_get_ruledef(oid) text",
                    "pg_get_viewdef(oid, int4) text",
                    "pg_get_function_sqlbody(oid) text",
                    "pg_get_partition_constraintdef(oid) text"
                }) {
            to.stable(none, (_, _) -> Value.Null.NULL);
        }
        for (String kind :
                new String[] {
                    "opfamily", "statistics_obj", "ts_parser", "ts_template", "ts_config"
                }) {
            to.stable("pg_" + kind + "_is_visible(oid) bool", (_, _) -> Args.bool(true));
        }
        to.set("pg_listening_channels() text", Volatility.STABLE, (_, _) -> RowSource.EMPTY);
        to.table(
                "pg_get_keywords() record",
                "word text, catcode char, barelabel bool, catdesc text, baredesc text",
                (_, _) -> RowSource.EMPTY);
        to.table(
                "pg_options_to_table(text[]) record",
                "option_name text, option_value text",
                (_, _) -> RowSource.EMPTY);
    }

    private static void callable(Definer to, String name, Function<Callable, String> text) {
        to.stable(
                name + "(oid) text",
                (in, _) ->
                        Callables.find(Args.number(in[0]))
                                .map(found -> Value.of(text.apply(found)))
                                .orElse(Value.Null.NULL));
    }

    private static void find(Definer to, String type, TypeId kind) {
        to.stable(
                "to_%1$s(text) %1$s".formatted(type),
                (in, env) -> {
                    OptionalLong oid = env.format().names().find(kind, Args.text(in[0]));
                    return oid.isPresent() ? Value.of(oid.getAsLong()) : Value.Null.NULL;
                });
    }
}
