//! Picker: asks the user to choose an application if none was named.

use vsw::application::ApplicationId;
use vsw::signing::Signing;

use super::lookup::{self, Entry};
use super::reach::{Reach, Takes, nothing_named};
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::screen::{Choice, Line};

pub fn pick(
    reach: Reach,
    takes: Takes,
    context: &Context,
    online: &Online,
) -> Result<ApplicationId, Failure> {
    let (mut entries, problem) = lookup::entries(context, online);
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    // Signing needs voice, so applications without voice come last.
    entries.sort_by_key(|entry| entry.signing.0.map_or(1, |known| 2 * u8::from(known == Signing::NoVoice)));
    match entries.as_slice() {
        [] => Err(Failure::usage(
            "this account has no applications",
            "check the account with `vsw whoami`; if it is the right one, create an application in the Dashboard",
        )),
        [only] if !reach.may_change() => {
            let words = format!("using the account's only application: {} ({})", name(only), only.id);
            context.screen.note(&Line::new().faint(words).into());
            Ok(only.id)
        }
        entries => {
            let choices: Vec<Choice> = entries.iter().map(choice).collect();
            let picked = context.screen.pick("Which application?", &choices)?;
            let picked = picked.and_then(|index| entries.get(index));
            picked.map(|entry| entry.id).ok_or_else(|| nothing_named("no application was selected", takes))
        }
    }
}

fn choice(entry: &Entry) -> Choice {
    let rest = format!("  {}  {}", entry.id, entry.signing.word());
    Choice { name: name(entry).to_owned(), rest }
}

fn name(entry: &Entry) -> &str {
    entry.name.as_deref().unwrap_or("(unnamed)")
}
