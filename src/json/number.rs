//! JSON numbers as exact decimals, whatever their length: 1.10 is 1.1, 2^53 + 1 is not 2^53.

/// A number's value: `0.DIGITS × 10^exponent`, DIGITS without zeros at either end; zero has no digits and no sign.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal<'t> {
    negative: bool,
    digits: Vec<u8>,
    exponent: Exponent<'t>,
}

/// An exponent beyond 36 digits is kept as written: then equality is of the texts, which can only call two equal
/// numbers different, never two different ones equal.
#[derive(Debug, PartialEq, Eq)]
enum Exponent<'t> {
    Exact(i128),
    AsWritten(&'t str),
}

impl<'t> Decimal<'t> {
    /// From a number literal that the JSON grammar allows.
    pub(super) fn of(literal: &'t str) -> Self {
        let (negative, unsigned) = match literal.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, literal),
        };
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power),
            None => (unsigned, "0"),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        let leading = all().take_while(|&digit| digit == b'0').count();
        let mut digits: Vec<u8> = all().skip(leading).collect();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: Exponent::Exact(0) };
        }
        // Where the point stands, counted from the first digit that is not a leading zero.
        let point = i128::try_from(whole.len()).ok().zip(i128::try_from(leading).ok());
        let exponent = point
            .and_then(|(whole, leading)| Some((whole - leading).checked_add(small(power)?)?))
            .map_or(Exponent::AsWritten(unsigned), Exponent::Exact);
        Self { negative, digits, exponent }
    }
}

/// The power of ten, where it has at most 36 digits (an `i128` holds 38, which leaves room for the point's place).
fn small(power: &str) -> Option<i128> {
    let (sign, digits) = match power.as_bytes().first() {
        Some(b'-') => (-1, &power[1..]),
        Some(b'+') => (1, &power[1..]),
        _ => (1, power),
    };
    let digits = digits.trim_start_matches('0');
    match digits.len() {
        0 => Some(0),
        1..=36 => digits.parse::<i128>().ok().map(|magnitude| sign * magnitude),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn same(a: &str, b: &str) -> bool {
        Decimal::of(a) == Decimal::of(b)
    }

    #[test]
    fn the_same_value_in_other_words_is_equal() {
        for (a, b) in [
            ("1.10", "1.1"),
            ("100", "1e2"),
            ("100", "1.00E+2"),
            ("0.001", "1e-3"),
            ("-0", "0"),
            ("0e999999999999999999999999999999999999999999", "0.000"),
            ("1e0007", "10000000"),
            ("12345678901234567890.5", "123456789012345678905e-1"),
            ("1e99999999999999999999999999999999999999", "1e99999999999999999999999999999999999999"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn what_a_float_would_confuse_stays_apart() {
        for (a, b) in [
            ("9007199254740993", "9007199254740992"),
            ("18446744073709551616", "18446744073709551615"),
            ("1e400", "1e401"),
            ("0.1", "0.10000000000000000001"),
            ("1", "-1"),
            ("1e99999999999999999999999999999999999999", "1e99999999999999999999999999999999999998"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}
