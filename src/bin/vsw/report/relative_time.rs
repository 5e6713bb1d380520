//! A time relative to now, in words, such as `3 days ago`.

/// Both times are in seconds since 1970. The result has only the largest unit that fits, rounded down.
pub fn relative_time(seconds: u64, now: u64) -> String {
    const UNITS: [(u64, &str); 5] =
        [(31_556_952, "years"), (86_400, "days"), (3600, "h"), (60, "min"), (1, "s")];
    let distance = seconds.abs_diff(now);
    let Some((size, unit)) = UNITS.into_iter().find(|(size, _)| distance >= *size) else {
        return "now".to_owned();
    };
    let count = distance / size;
    let unit = if count == 1 {
        unit.strip_suffix("s").filter(|unit| !unit.is_empty()).unwrap_or(unit)
    } else {
        unit
    };
    if seconds > now { format!("in {count} {unit}") } else { format!("{count} {unit} ago") }
}

#[cfg(test)]
mod tests {
    use super::relative_time;

    #[test]
    fn a_distance_uses_the_largest_unit_that_fits() {
        for (seconds, text) in [
            (1000, "now"),
            (999, "1 s ago"),
            (1001, "in 1 s"),
            (941, "59 s ago"),
            (940, "1 min ago"),
            (1000 + 7199, "in 1 h"),
            (1000 + 7200, "in 2 h"),
            (1000 + 86_400, "in 1 day"),
            (1000 + 31_556_951, "in 365 days"),
            (1000 + 31_556_952, "in 1 year"),
            (u64::MAX, "in 584554049253 years"),
        ] {
            assert_eq!(relative_time(seconds, 1000), text, "{seconds}");
        }
    }
}
