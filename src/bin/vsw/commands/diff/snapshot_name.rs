//! The form of a snapshot's name, which distinguishes snapshots from files.

use std::path::Path;

/// Returns the path as a snapshot's name if it has that form, even if such a file exists: an attacker could
/// have created the file.
pub fn snapshot_name(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let [time, random, number] = parts.as_slice() else { return None };
    let (day, second) = time.strip_suffix('Z')?.split_once('T')?;
    let is_time = day.len() == 8 && second.len() == 6 && digits(day) && digits(second);
    let is_random = random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_time && is_random && digits(number)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snapshot_names_and_paths_differ_by_form() {
        for (text, is) in [
            ("20261124T023053Z-a1b2c3-1", true),
            ("20261124T023053Z-a1b2c3-12", true),
            ("./20261124T023053Z-a1b2c3-1", false),
            ("20261124T023053Z-a1b2c3-", false),
            ("20261124T023053Z-a1b2c3", false),
            ("20261124T023053Z-a1b2cg-1", false),
            ("2026112T0230531Z-a1b2c3-1", false),
            ("vsw.baseline.json", false),
            ("", false),
        ] {
            assert_eq!(snapshot_name(Path::new(text)).is_some(), is, "{text}");
        }
    }
}
