//! Document: a fleet file's text, read strictly. Whatever is unknown, of the wrong kind or contradicts itself is an
//! error with its line and column.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeTable;
use vsw::application::ApplicationId;

use super::expectation::Expectation;
use super::index::Index;
use super::place::{refuse_strangers, table, tables, text};
use super::{Fleet, FleetAccount, FleetError, Matcher, NamePattern, Rule, Unlisted, Waiver, keys};
use crate::codes::Code;
use crate::profiles::{fault_of_key, is_profile_name};
use crate::report::SourceLocation;
use crate::strict_toml::{self, Diagnostic, Key, Lines, Read, Value, at};

impl Fleet {
    /// Understands a file's text. Everything that it does not know is an error with its place.
    ///
    /// # Errors
    /// [`FleetError::Wrong`].
    pub fn read(text: &str, path: &Path) -> Result<Self, FleetError> {
        let fleet = strict_toml::read(text, path, |file, lines| Reader { path, lines }.fleet(file));
        Ok(fleet?)
    }
}

struct Reader<'t> {
    path: &'t Path,
    lines: &'t Lines<'t>,
}

/// The version of the format that this program reads.
const VERSION: i64 = 1;

impl Reader<'_> {
    fn fleet(&self, file: &DeTable<'_>) -> Read<Fleet> {
        // The version first: what else is unknown may be known to the version that is named.
        if let Some((_, value)) = file.get_key_value("version") {
            version(value)?;
        }
        refuse_strangers(file, keys::FILE)?;
        let accounts = self.accounts(file)?;
        let defaults = match file.get_key_value("defaults") {
            Some((_, value)) => Expectation::read(table("defaults", value, keys::DEFAULTS)?)?,
            None => Expectation::default(),
        };
        let rules = self.rules(file, &accounts, &defaults)?;
        let waivers = self.waivers(file, &accounts)?;
        let index = |entries: &mut dyn Iterator<Item = (usize, &Matcher)>| {
            let mut indices: Vec<Index> = accounts.iter().map(|_| Index::default()).collect();
            for (number, (account, aim)) in entries.enumerate() {
                if let Some(index) = indices.get_mut(account) {
                    index.add(number, aim);
                }
            }
            indices
        };
        Ok(Fleet {
            path: self.path.to_path_buf(),
            ruled: index(&mut rules.iter().map(|rule| (rule.account, &rule.aim))),
            waived: index(&mut waivers.iter().map(|waiver| (waiver.account, &waiver.aim))),
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
            return Err(at(key, "`accounts` holds no account: `[accounts.NAME]` with its `api_key`"));
        }
        named.sort_by_key(|(name, _)| name.span().start);
        let mut accounts: Vec<FleetAccount> = Vec::new();
        for (name, value) in named {
            if !is_profile_name(name.get_ref()) {
                return Err(at(name, "an account's name is 1 to 64 letters, digits, `-` and `_`"));
            }
            let account = self.account(name, value)?;
            if let Some(twin) = accounts.iter().find(|other| other.api_key == account.api_key) {
                return Err(at(
                    name,
                    format!("`{}` has this `api_key` already; one account has one entry", twin.name),
                ));
            }
            if let Some(twin) = accounts.iter().find(|other| other.profile == account.profile) {
                let whose = match &account.profile {
                    Some(profile) => format!("the profile `{profile}` is `{}`'s already", twin.name),
                    None => format!(
                        "`{}` names no `profile` already, and would be asked with the same credentials",
                        twin.name
                    ),
                };
                return Err(at(name, format!("{whose}; of several accounts each has a profile of its own")));
            }
            accounts.push(account);
        }
        Ok(accounts)
    }

    fn account(&self, name: &Key<'_>, value: &Value<'_>) -> Read<FleetAccount> {
        let members = table(name.get_ref(), value, keys::ACCOUNT)?;
        let Some((key, value)) = members.get_key_value("api_key") else {
            let message = "an account without `api_key`: what the account must turn out to be";
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
            "a fleet file without applications: `[[applications]]` with `id`, `name` or `all = true`";
        let Some((key, value)) = file.get_key_value("applications") else {
            return Err(Diagnostic { at: 0..0, message: NONE.to_owned() });
        };
        let mut rules: Vec<Rule> = Vec::new();
        let mut seen: HashMap<(usize, ApplicationId), usize> = HashMap::new();
        for (entry, members) in tables("applications", value, &keys::application())? {
            let account = account_of(entry, members, accounts)?;
            let (key, aim) = aim(entry, members, &["id", "name", "all"])?;
            let declared = self.declared(key);
            if let Matcher::Id(id) = aim
                && let Some(line) = seen.insert((account, id), declared.line)
            {
                return Err(at(
                    key,
                    format!("this application stands on line {line} already; one entry decides"),
                ));
            }
            let expected = Expectation::read(members)?.with(defaults);
            rules.push(Rule { account, aim, expected, declared });
        }
        if rules.is_empty() {
            return Err(at(key, NONE));
        }
        for (number, account) in accounts.iter().enumerate() {
            if !rules.iter().any(|rule| rule.account == number) {
                let message = format!(
                    "no entry of `applications` is of the account `{}`; nothing would be looked at",
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
            let (key, aim) = aim(entry, members, &["id", "name"])?;
            let needed = |name: &'static str| {
                members.get_key_value(name).ok_or_else(|| {
                    at(entry, format!("a waiver without `{name}`; it needs `reason`, `owner` and `until`"))
                })
            };
            let (reason, owner, until) = (needed("reason")?, needed("owner")?, needed("until")?);
            Ok(Waiver {
                account,
                aim,
                codes: members.get_key_value("codes").map_or(Ok(Vec::new()), |(_, value)| codes(value))?,
                reason: text(reason.0, reason.1)?.to_owned(),
                owner: text(owner.0, owner.1)?.to_owned(),
                until: day(until.1)?,
                declared: self.declared(key),
            })
        });
        waivers.collect()
    }

    /// Below the fleet file's folder and nowhere else: the file may be merely found, and a baseline is read from that
    /// place and written to it.
    fn baseline(&self, key: &Key<'_>, value: &Value<'_>) -> Read<PathBuf> {
        let baseline = Path::new(text(key, value)?);
        let mut parts = baseline.components();
        if !parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(at(
                value,
                "`baseline` is a file in this file's folder or below it: no `..`, no leading `/`",
            ));
        }
        Ok(self.path.parent().unwrap_or(Path::new("")).join(baseline))
    }
}

fn version(value: &Value<'_>) -> Read<()> {
    let number = value.get_ref().as_integer();
    let number = number.and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
    match number {
        Some(VERSION) => Ok(()),
        Some(other) => Err(at(
            value,
            format!("version {other} of the format is not known; this vsw reads version {VERSION}"),
        )),
        None => Err(at(value, format!("`version` is to be a number; this vsw reads version {VERSION}"))),
    }
}

fn unlisted(key: &Key<'_>, value: &Value<'_>) -> Read<Unlisted> {
    let word = text(key, value)?;
    Unlisted::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| {
        let known = keys::these_are_known(word, &Unlisted::ALL.map(Unlisted::word));
        at(value, format!("`unlisted`: {known}"))
    })
}

fn profile(key: &Key<'_>, value: &Value<'_>) -> Read<String> {
    let name = text(key, value)?;
    if is_profile_name(name) {
        return Ok(name.to_owned());
    }
    Err(at(value, "a profile's name is 1 to 64 letters, digits, `-` and `_`"))
}

/// Whose an entry is; where there is one account, it need not say.
fn account_of(entry: &Value<'_>, members: &DeTable<'_>, accounts: &[FleetAccount]) -> Read<usize> {
    let names: Vec<&str> = accounts.iter().map(|account| account.name.as_str()).collect();
    let Some((key, value)) = members.get_key_value("account") else {
        return match accounts {
            [_] => Ok(0),
            _ => Err(at(entry, format!("which account? `account` is one of {}", names.join(", ")))),
        };
    };
    let name = text(key, value)?;
    if let Some(number) = names.iter().position(|known| *known == name) {
        return Ok(number);
    }
    Err(at(
        value,
        match names.as_slice() {
            [""] => "this file has no `[accounts]` to name one of".to_owned(),
            names => format!("there is no such account; {}", keys::these_are_known(name, names)),
        },
    ))
}

/// What an entry is about, and the member that says so: exactly one of those that may.
fn aim<'v, 't>(
    entry: &Value<'t>,
    members: &'v DeTable<'t>,
    may: &[&'static str],
) -> Read<(&'v Key<'t>, Matcher)> {
    let said: Vec<_> = may.iter().filter_map(|name| members.get_key_value(*name)).collect();
    let wanted = may.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let (key, value) = match said.as_slice() {
        [one] => *one,
        [] => return Err(at(entry, format!("which applications? one of {wanted} is wanted"))),
        [.., (second, _)] => {
            return Err(at(second, format!("only one of {wanted} says which applications are meant")));
        }
    };
    let aim = match key.get_ref().as_ref() {
        "id" => {
            let id = text(key, value)?.parse();
            Matcher::Id(id.map_err(|_| at(value, "`id` is no application id: a UUID is wanted"))?)
        }
        "name" => Matcher::Name(NamePattern::new(text(key, value)?)),
        _ if value.get_ref().as_bool() == Some(true) => Matcher::All,
        _ => return Err(at(value, "`all` is to be true, or not there")),
    };
    Ok((key, aim))
}

fn codes(value: &Value<'_>) -> Read<Vec<Code>> {
    let list = value.get_ref().as_array().filter(|list| !list.is_empty());
    let list = list
        .ok_or_else(|| at(value, "`codes` is to be a list of codes; without it, every drift is excused"))?;
    let code = |entry: &Value<'_>| {
        let word = entry.get_ref().as_str().ok_or_else(|| at(entry, "a code is a string"))?;
        Code::OF_DRIFT.into_iter().find(|code| code.word() == word).ok_or_else(|| {
            let known = keys::these_are_known(word, &Code::OF_DRIFT.map(Code::word));
            at(entry, format!("no drift has this code; {known}"))
        })
    };
    list.iter().map(code).collect()
}

fn day(value: &Value<'_>) -> Read<Date> {
    let written = strict_toml::date(value);
    // By its length, too: a reader of dates takes the beginning of a longer text for one.
    let day = written.parse().ok().filter(|_| written.len() == "2026-12-31".len());
    day.ok_or_else(|| at(value, "`until` is to be a day such as 2026-12-31: the waiver's last, in UTC"))
}
