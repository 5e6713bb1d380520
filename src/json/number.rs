//! JSON numbers as exact decimals of any length: 1.10 equals 1.1, and 2^53 + 1 does not equal 2^53.

/// The value `0.DIGITS × 10^exponent`. DIGITS has no zeros at either end; zero has no digits and no sign.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    /// As a decimal text, because it may exceed any integer type.
    exponent: String,
}

impl Decimal {
    /// `literal` must be a valid JSON number.
    pub(super) fn of(literal: &str) -> Self {
        let (negative, unsigned) = match literal.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, literal),
        };
        let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        let leading = all().take_while(|&digit| digit == b'0').count();
        let mut digits: Vec<u8> = all().skip(leading).collect();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: String::new() };
        }
        // The position of the decimal point, counted from the first significant digit. A text is shorter than
        // 4 GiB, so an `i64` suffices.
        let point =
            i64::try_from(whole.len()).unwrap_or(i64::MAX) - i64::try_from(leading).unwrap_or(i64::MAX);
        Self { negative, digits, exponent: sum(power, point) }
    }
}

fn sum(power: &str, more: i64) -> String {
    let unsigned = power.trim_start_matches(['+', '-']).trim_start_matches('0');
    let negative = power.starts_with('-');
    if unsigned.len() <= LONGEST_SMALL {
        let magnitude: i64 = unsigned.parse().unwrap_or(0);
        return (if negative { more - magnitude } else { more + magnitude }).to_string();
    }
    // The magnitude far exceeds `more`, so the sum keeps the sign.
    let mut carry = if negative { -more } else { more };
    let mut digits: Vec<u8> = unsigned.bytes().collect();
    for digit in digits.iter_mut().rev() {
        let place = i64::from(*digit - b'0') + carry;
        carry = place.div_euclid(10);
        *digit = b'0' + u8::try_from(place.rem_euclid(10)).unwrap_or(0);
    }
    let carried = if carry > 0 { carry.to_string() } else { String::new() };
    let rest: String = digits.into_iter().map(char::from).collect();
    let magnitude = format!("{carried}{rest}");
    format!("{}{}", if negative { "-" } else { "" }, magnitude.trim_start_matches('0'))
}

/// Exponents of at most this many digits are added as `i64`, without overflow.
const LONGEST_SMALL: usize = 17;

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn same(a: &str, b: &str) -> bool {
        Decimal::of(a) == Decimal::of(b)
    }

    #[test]
    fn equal_numbers_in_different_notations_are_equal() {
        for (a, b) in [
            ("1.10", "1.1"),
            ("100", "1e2"),
            ("100", "1.00E+2"),
            ("0.001", "1e-3"),
            ("-0", "0"),
            ("0e999999999999999999999999999999999999999999", "0.000"),
            ("1e0007", "10000000"),
            ("12345678901234567890.5", "123456789012345678905e-1"),
            ("1e99999999999999999999999999999999999999", "10e99999999999999999999999999999999999998"),
            ("1e99999999999999999", "0.1e100000000000000000"),
            ("1e-100000000000000000", "10e-100000000000000001"),
            ("1e-100000000000000000", "0.1e-99999999999999999"),
            ("1e100000000000000000000", "100e99999999999999999998"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn numbers_that_a_float_would_round_differ() {
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
