package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.function.datetime.NumberTemplate.Word;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `to_char` and `to_number`: numbers by a template.
final class NumberForms {

    private static final int FLOAT4_DIGITS = 6;
    private static final int FLOAT8_DIGITS = 15;
    private static final int ROMAN_WIDTH = 15;
    private static final int ROMAN_END = 4000;

    private NumberForms() {}

    static Value toChar(Value number, String text) {
        if (text.isEmpty()) {
            return Args.of("");
        }
        NumberTemplate template = NumberTemplate.of(text);
        if (template.has(Word.ROMAN)) {
            return Args.of(roman(template, number));
        }
        if (template.has(Word.SCIENTIFIC)) {
            return Args.of(scientific(number, template));
        }
        return Args.of(
                switch (number) {
                    case Value.Float4(float real) -> real(template, real, FLOAT4_DIGITS);
                    case Value.Float8(double real) -> real(template, real, FLOAT8_DIGITS);
                    default -> exact(template, Numbers.toNumeric(number));
                });
    }

    private static String exact(NumberTemplate template, Numeric number) {
        if (!(number instanceof Numeric.Finite(BigDecimal value))) {
            String name = Numerics.write(number);
            boolean negative = name.startsWith("-");
            return placed(
                    template, negative ? name.substring(1) : name, template.behind(), negative);
        }
        BigDecimal shown =
                value.movePointRight(template.shift())
                        .setScale(template.behind(), RoundingMode.HALF_UP);
        return placed(template, shown.abs().toPlainString(), template.behind(), shown.signum() < 0);
    }

    /// Of a float no digits are shown that it cannot hold.
    private static String real(NumberTemplate template, double number, int most) {
        double shifted = template.shift() == 0 ? number : number * Math.pow(10, template.shift());
        if (Double.isNaN(shifted) || Double.isInfinite(shifted)) {
            String name = Double.isNaN(shifted) ? "NaN" : "Infinity";
            int behind =
                    name.length() + template.behind() > most
                            ? most - name.length()
                            : template.behind();
            return placed(template, name, behind, shifted < 0);
        }
        BigDecimal value = new BigDecimal(Math.abs(shifted));
        int whole = value.setScale(0, RoundingMode.HALF_EVEN).toPlainString().length();
        int behind = whole >= most ? 0 : Math.min(template.behind(), most - whole);
        String digits = value.setScale(behind, RoundingMode.HALF_EVEN).toPlainString();
        return placed(template, digits, behind, isNegative(shifted));
    }

    private static boolean isNegative(double number) {
        return number < 0 || (number == 0 && 1 / number < 0);
    }

    private static String placed(
            NumberTemplate template, String digits, int behind, boolean negative) {
        int point = digits.indexOf('.');
        int whole = point < 0 ? digits.length() : point;
        int before = template.before() + template.shift();
        String shown = whole > before ? "#".repeat(before) + "." + "#".repeat(behind) : digits;
        return new NumberWriter(template, shown, whole, behind, negative).write();
    }

    private static String roman(NumberTemplate template, Value number) {
        boolean isFloat = number instanceof Value.Float4 || number instanceof Value.Float8;
        long value =
                isFloat
                        ? (long) Math.rint(Numbers.toDouble(number))
                        : Numbers.toNumeric(number) instanceof Numeric.Finite(BigDecimal exact)
                                ? exact.setScale(0, RoundingMode.HALF_UP).longValue()
                                : 0;
        String roman =
                value < 1 || value >= ROMAN_END ? "#".repeat(ROMAN_WIDTH) : roman((int) value);
        boolean fills = template.has(Word.FILL);
        String shown = fills ? roman : " ".repeat(ROMAN_WIDTH - roman.length()) + roman;
        StringBuilder text = new StringBuilder();
        for (NumberTemplate.Piece piece : template.pieces()) {
            switch (piece) {
                case NumberTemplate.Plain(String character) -> text.append(character);
                case NumberTemplate.Field(Word word) when word == Word.ROMAN -> text.append(shown);
                case NumberTemplate.Field(Word word) when word == Word.ROMAN_LOWER ->
                        text.append(shown.toLowerCase(Locale.ROOT));
                case NumberTemplate.Field _ -> {}
            }
        }
        return text.toString();
    }

    private static String roman(int value) {
        int[] sizes = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
        String[] letters = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
        StringBuilder text = new StringBuilder();
        int rest = value;
        for (int i = 0; i < sizes.length; i++) {
            while (rest >= sizes[i]) {
                text.append(letters[i]);
                rest -= sizes[i];
            }
        }
        return text.toString();
    }

    private static String scientific(Value number, NumberTemplate template) {
        boolean isFloat = number instanceof Value.Float4 || number instanceof Value.Float8;
        BigDecimal value = finite(number, isFloat);
        if (value == null) {
            return " " + "#".repeat(template.before()) + "." + "#".repeat(template.behind() + 4);
        }
        RoundingMode mode = isFloat ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        BigDecimal mantissa = value.movePointLeft(exponent).setScale(template.behind(), mode);
        if (isFloat && mantissa.abs().compareTo(BigDecimal.TEN) >= 0) {
            exponent++;
            mantissa = value.movePointLeft(exponent).setScale(template.behind(), mode);
        }
        return (mantissa.signum() < 0 ? "" : " ")
                + mantissa.toPlainString()
                + "e"
                + (exponent < 0 ? "-" : "+")
                + "%02d".formatted(Math.abs(exponent));
    }

    private static @Nullable BigDecimal finite(Value number, boolean isFloat) {
        if (isFloat) {
            double real = Numbers.toDouble(number);
            return Double.isNaN(real) || Double.isInfinite(real) ? null : new BigDecimal(real);
        }
        return Numbers.toNumeric(number) instanceof Numeric.Finite(BigDecimal exact) ? exact : null;
    }

    static Value toNumber(String text, String format) {
        if (format.isEmpty()) {
            return Value.Null.NULL;
        }
        NumberTemplate template = NumberTemplate.of(format);
        NumberReader.Read read = NumberReader.read(template, text);
        if (read.digits().chars().noneMatch(Character::isDigit)) {
            throw Refusal.invalidSyntax("numeric", read.digits());
        }
        int precision = template.before() + template.shift() + read.behind();
        Numeric number =
                Numerics.fit(
                        Numerics.read(read.digits()), Modifier.ofNumeric(precision, read.behind()));
        if (template.shift() == 0 || !(number instanceof Numeric.Finite(BigDecimal value))) {
            return number;
        }
        return Numeric.of(shifted(value, template.shift()));
    }

    /// By a power of ten, which PostgreSQL shows with 16 digits.
    private static BigDecimal shifted(BigDecimal value, int by) {
        BigDecimal moved = value.movePointLeft(by);
        return moved.setScale(Math.max(moved.scale(), 16));
    }
}
