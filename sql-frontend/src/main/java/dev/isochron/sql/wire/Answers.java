package dev.isochron.sql.wire;

import dev.isochron.sql.error.Place;
import dev.isochron.sql.error.SqlError;
import org.jspecify.annotations.Nullable;

/// The short answers of the protocol.
final class Answers {
    /// An error never echoes more of a statement than this.
    private static final int MAX_TEXT = 8 * 1024;

    private final MessageWriter out;

    Answers(MessageWriter out) {
        this.out = out;
    }

    MessageWriter writer() {
        return out;
    }

    void parsed() {
        out.begin('1').end();
    }

    void bound() {
        out.begin('2').end();
    }

    void closed() {
        out.begin('3').end();
    }

    void noRows() {
        out.begin('n').end();
    }

    void nothing() {
        out.begin('I').end();
    }

    void suspended() {
        out.begin('s').end();
    }

    void complete(String tag) {
        out.begin('C').text(tag).end();
    }

    void setting(String name, String value) {
        out.begin('S').text(name).text(value).end();
    }

    void ready(char status) {
        out.begin('Z').byte1(status).end();
        out.flush();
    }

    void key(int process, byte[] secret) {
        out.begin('K').int32(process).bytes(secret).end();
    }

    /// The newest minor version that is spoken here, and the options that are not known.
    void negotiate(int version, Iterable<String> unknown) {
        int count = 0;
        for (String _ : unknown) {
            count++;
        }
        out.begin('v').int32(version).int32(count);
        unknown.forEach(out::text);
        out.end();
    }

    /// A step of the login; 0 is its good end.
    void authentication(int step, byte[] content) {
        out.begin('R').int32(step).bytes(content).end();
    }

    void error(SqlError error, boolean fatal) {
        fields('E', fatal ? "FATAL" : "ERROR", error);
    }

    void notice(String severity, SqlError error) {
        fields('N', severity, error);
    }

    private void fields(char type, String severity, SqlError error) {
        out.begin(type);
        field('S', severity);
        field('V', severity);
        field('C', error.code().state());
        field('M', error.message());
        field('D', error.detail());
        field('H', error.hint());
        field('W', error.context());
        if (error.position() > 0) {
            field('P', Integer.toString(error.position()));
        }
        Place place = error.place();
        field('s', place.schema());
        field('t', place.table());
        field('c', place.column());
        field('d', place.dataType());
        field('n', place.constraint());
        out.byte1(0).end();
    }

    private void field(char type, @Nullable String text) {
        if (text != null) {
            out.byte1(type).text(cut(text).replace('\0', '?'));
        }
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end) + "…";
    }
}
