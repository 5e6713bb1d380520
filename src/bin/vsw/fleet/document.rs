//! Document: the strict parser of a fleet file.
//!
//! Invariant: an unknown member or a wrong type is an error with line and column.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeTable;
use vsw::application::ApplicationId;

use super::expectation::Expectation;
use super::index::Index;
use super::values::{reject_unknown_members, table, tables, text};
use super::{Fleet, FleetAccount, FleetError, Matcher, NamePattern, Rule, Unlisted, Waiver, keys};
use crate::codes::Code;
use crate::disk;
use crate::profiles::{fault_of_key, is_profile_name};
use crate::report::SourceLocation;
use crate::strict_toml::{self, Diagnostic, Key, Lines, Read, Value, at};

impl Fleet {
    pub fn read(text: &str, path: &Path) -> Result<Self, FleetError> {
        let fleet = strict_toml::read(text, path, |file, lines| Reader { path, lines }.fleet(file));
        Ok(fleet?)
    }
}

struct Reader<'t> {
    path: &'t Path,
    lines: &'t Lines<'t>,
}

const VERSION: i64 = 1;

impl Reader<'_> {
    fn fleet(&self, file: &DeTable<'_>) -> Read<Fleet> {
        // Check the version first: the unknown members may be known to a newer version.
        if let Some((_, value)) = file.get_key_value("version") {
            version(value)?;
        }
        reject_unknown_members(file, keys::FILE)?;
        let accounts = self.accounts(file)?;
        let defaults = match file.get_key_value("defaults") {
            Some((_, value)) => Expectation::read(table("defaults", value, keys::DEFAULTS)?)?,
            None => Expectation::default(),
        };
        let rules = self.rules(file, &accounts, &defaults)?;
        let waivers = self.waivers(file, &accounts)?;
        let index = |entries: &mut dyn Iterator<Item = (usize, &Matcher)>| {
            let mut indices: Vec<Index> = accounts.iter().map(|_| Index::default()).collect();
            for (number, (account, matcher)) in entries.enumerate() {
                if let Some(index) = indices.get_mut(account) {
                    index.add(number, matcher);
                }
            }
            indices
        };
        Ok(Fleet {
            path: self.path.to_path_buf(),
            ruled: index(&mut rules.iter().map(|rule| (rule.account, &rule.matcher))),
            waived: index(&mut waivers.iter().map(|waiver| (waiver.account, &waiver.matcher))),
            unlisted: file
                .get_key_value("unlisted")
                .map_or(Ok(Unlisted::default()), |(key, value)| unlisted(key, value))?,
            baseline: file
                .get_key_value("baseline")
                .map(|(key, value)| self.baseline(key, value))
                .transpose()?,
            accounts,
            rules,
            waivers,
        })
    }

    fn declared<T>(&self, place: &Spanned<T>) -> SourceLocation {
        let (line, column) = self.lines.place(place.span().start);
        SourceLocation { path: self.path.display().to_string(), line, column }
    }

    fn accounts(&self, file: &DeTable<'_>) -> Read<Vec<FleetAccount>> {
        let Some((key, value)) = file.get_key_value("accounts") else {
            let declared = SourceLocation { path: self.path.display().to_string(), line: 1, column: 1 };
            return Ok(vec![FleetAccount { name: String::new(), profile: None, api_key: None, declared }]);
        };
        let mut named: Vec<(&Key<'_>, &Value<'_>)> = strict_toml::table("accounts", value)?.iter().collect();
        if named.is_empty() {
            return Err(at(key, "`accounts` is empty: add `[accounts.NAME]` with its `api_key`"));
        }
        named.sort_by_key(|(name, _)| name.span().start);
        let mut accounts: Vec<FleetAccount> = Vec::new();
        for (name, value) in named {
            if !is_profile_name(name.get_ref()) {
                return Err(at(name, "invalid account name: use 1 to 64 letters, digits, `-` or `_`"));
            }
            let account = self.account(name, value)?;
            if let Some(duplicate) = accounts.iter().find(|other| other.api_key == account.api_key) {
                return Err(at(
                    name,
                    format!(
                        "`{}` already has this `api_key`; an account needs only one entry",
                        duplicate.name
                    ),
                ));
            }
            if let Some(duplicate) = accounts.iter().find(|other| other.profile == account.profile) {
                let whose = match &account.profile {
                    Some(profile) => format!("`{}` already uses the profile `{profile}`", duplicate.name),
                    None => {
                        format!(
                            "`{}` also has no `profile` and would use the same credentials",
                            duplicate.name
                        )
                    }
                };
                return Err(at(
                    name,
                    format!("{whose}; give this account a profile of its own: `profile = \"…\"`"),
                ));
            }
            accounts.push(account);
        }
        Ok(accounts)
    }

    fn account(&self, name: &Key<'_>, value: &Value<'_>) -> Read<FleetAccount> {
        let members = table(name.get_ref(), value, keys::ACCOUNT)?;
        let Some((key, value)) = members.get_key_value("api_key") else {
            let message = "account without `api_key`: add the account's API key; vsw checks that the credentials belong to it";
            return Err(at(name, message));
        };
        let api_key = text(key, value)?;
        if let Some(fault) = fault_of_key(api_key) {
            return Err(at(value, fault));
        }
        let profile = members.get_key_value("profile").map(|(key, value)| profile(key, value)).transpose()?;
        Ok(FleetAccount {
            name: name.get_ref().to_string(),
            profile,
            api_key: Some(api_key.to_owned()),
            declared: self.declared(name),
        })
    }

    fn rules(
        &self,
        file: &DeTable<'_>,
        accounts: &[FleetAccount],
        defaults: &Expectation,
    ) -> Read<Vec<Rule>> {
        const NONE: &str =
            "fleet file without applications: add `[[applications]]` with `id`, `name` or `all = true`";
        let Some((key, value)) = file.get_key_value("applications") else {
            return Err(Diagnostic { at: 0..0, message: NONE.to_owned() });
        };
        let mut rules: Vec<Rule> = Vec::new();
        let mut seen: HashMap<(usize, ApplicationId), usize> = HashMap::new();
        for (entry, members) in tables("applications", value, &keys::application())? {
            let account = account_of(entry, members, accounts)?;
            let (key, matcher) = matcher(entry, members, &["id", "name", "all"])?;
            let declared = self.declared(key);
            if let Matcher::Id(id) = matcher
                && let Some(line) = seen.insert((account, id), declared.line)
            {
                return Err(at(
                    key,
                    format!("line {line} already has an entry with this `id`; remove one of the two entries"),
                ));
            }
            let expected = Expectation::read(members)?.with(defaults);
            rules.push(Rule { account, matcher, expected, declared });
        }
        if rules.is_empty() {
            return Err(at(key, NONE));
        }
        for (number, account) in accounts.iter().enumerate() {
            if !rules.iter().any(|rule| rule.account == number) {
                let message = format!(
                    "no entry of `applications` belongs to the account `{}`: add one with this `account`, or remove the account",
                    account.name
                );
                let named = file.get_key_value("accounts").and_then(|(_, value)| value.get_ref().as_table());
                let name = named.and_then(|named| named.get_key_value(account.name.as_str()));
                return Err(Diagnostic { at: name.map_or(0..0, |(name, _)| name.span()), message });
            }
        }
        Ok(rules)
    }

    fn waivers(&self, file: &DeTable<'_>, accounts: &[FleetAccount]) -> Read<Vec<Waiver>> {
        let Some((_, value)) = file.get_key_value("waivers") else { return Ok(Vec::new()) };
        let waivers = tables("waivers", value, keys::WAIVER)?.into_iter().map(|(entry, members)| {
            let account = account_of(entry, members, accounts)?;
            let (key, matcher) = matcher(entry, members, &["id", "name"])?;
            let needed = |name: &'static str| {
                members.get_key_value(name).ok_or_else(|| {
                    at(entry, format!("waiver without `{name}`; it needs `reason`, `owner` and `until`"))
                })
            };
            let (reason, owner, until) = (needed("reason")?, needed("owner")?, needed("until")?);
            Ok(Waiver {
                account,
                matcher,
                codes: members.get_key_value("codes").map_or(Ok(Vec::new()), |(_, value)| codes(value))?,
                reason: text(reason.0, reason.1)?.to_owned(),
                owner: text(owner.0, owner.1)?.to_owned(),
                until: day(until.1)?,
                declared: self.declared(key),
            })
        });
        waivers.collect()
    }

    /// Refuses a path outside the fleet file's directory, because `baseline save` writes to the path.
    fn baseline(&self, key: &Key<'_>, value: &Value<'_>) -> Read<PathBuf> {
        let baseline = Path::new(text(key, value)?);
        let mut parts = baseline.components();
        if !parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(at(
                value,
                "`baseline` must be in or below this file's directory: no `..`, no leading `/`",
            ));
        }
        let path = self.path.parent().unwrap_or(Path::new("")).join(baseline);
        if !disk::is_below(&path, disk::directory_of(self.path)) {
            return Err(at(
                value,
                "`baseline` leads out of this file's directory through a symbolic link; name a path without that link",
            ));
        }
        Ok(path)
    }
}

fn version(value: &Value<'_>) -> Read<()> {
    let number = value.get_ref().as_integer();
    let number = number.and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
    match number {
        Some(VERSION) => Ok(()),
        Some(other) => {
            Err(at(value, format!("unknown format version {other}; this vsw reads version {VERSION}")))
        }
        None => Err(at(value, format!("`version` must be a number; this vsw reads version {VERSION}"))),
    }
}

fn unlisted(key: &Key<'_>, value: &Value<'_>) -> Read<Unlisted> {
    let word = text(key, value)?;
    Unlisted::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| {
        let known = keys::known_members_hint(word, &Unlisted::ALL.map(Unlisted::word));
        at(value, format!("`unlisted`: {known}"))
    })
}

fn profile(key: &Key<'_>, value: &Value<'_>) -> Read<String> {
    let name = text(key, value)?;
    if is_profile_name(name) {
        return Ok(name.to_owned());
    }
    Err(at(value, "invalid profile name: use 1 to 64 letters, digits, `-` or `_`"))
}

/// Returns the index of the entry's account. The member `account` is optional if the file has only one account.
fn account_of(entry: &Value<'_>, members: &DeTable<'_>, accounts: &[FleetAccount]) -> Read<usize> {
    let names: Vec<&str> = accounts.iter().map(|account| account.name.as_str()).collect();
    let Some((key, value)) = members.get_key_value("account") else {
        return match accounts {
            [_] => Ok(0),
            _ => Err(at(entry, format!("entry without `account`: use one of {}", names.join(", ")))),
        };
    };
    let name = text(key, value)?;
    if let Some(number) = names.iter().position(|known| *known == name) {
        return Ok(number);
    }
    Err(at(
        value,
        match names.as_slice() {
            [""] => "this file has no `[accounts]`: omit `account`, or add `[accounts.NAME]`".to_owned(),
            names => format!("unknown account; {}", keys::known_members_hint(name, names)),
        },
    ))
}

/// Reads the member that selects applications. The entry must have exactly one member of `may`.
fn matcher<'v, 't>(
    entry: &Value<'t>,
    members: &'v DeTable<'t>,
    may: &[&'static str],
) -> Read<(&'v Key<'t>, Matcher)> {
    let selectors: Vec<_> = may.iter().filter_map(|name| members.get_key_value(*name)).collect();
    let wanted = may.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let (key, value) = match selectors.as_slice() {
        [one] => *one,
        [] => return Err(at(entry, format!("entry selects no application: add one of {wanted}"))),
        [.., (second, _)] => {
            return Err(at(second, format!("only one of {wanted} is allowed")));
        }
    };
    let matcher = match key.get_ref().as_ref() {
        "id" => {
            let id = text(key, value)?.parse();
            Matcher::Id(id.map_err(|_| at(value, "`id` is not an application id: expected a UUID"))?)
        }
        "name" => Matcher::Name(NamePattern::new(text(key, value)?)),
        _ if value.get_ref().as_bool() == Some(true) => Matcher::All,
        _ => return Err(at(value, "`all` must be true or absent")),
    };
    Ok((key, matcher))
}

fn codes(value: &Value<'_>) -> Read<Vec<Code>> {
    let list = value.get_ref().as_array().filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| {
        at(
            value,
            "`codes` must be a list of one or more codes; without `codes`, the waiver covers every drift",
        )
    })?;
    let code = |entry: &Value<'_>| {
        let word = entry.get_ref().as_str().ok_or_else(|| at(entry, "a code is a string"))?;
        Code::OF_DRIFT.into_iter().find(|code| code.word() == word).ok_or_else(|| {
            let known = keys::known_members_hint(word, &Code::OF_DRIFT.map(Code::word));
            at(entry, format!("not a drift code; {known}"))
        })
    };
    list.iter().map(code).collect()
}

fn day(value: &Value<'_>) -> Read<Date> {
    let written = strict_toml::date(value);
    // Check the length too, because the parser also accepts `20261231`.
    let day = written.parse().ok().filter(|_| written.len() == "2026-12-31".len());
    day.ok_or_else(|| at(value, "`until` must be a day such as 2026-12-31: the waiver's last day, in UTC"))
}
