//! Explains a rejection for which no MAC was computed. Tries repairs of the header's value.

use super::{ALL_PASSES, Budget, Case, Cause, Explanation, Undo, shape};
use crate::verify::excerpt::Excerpt;
use crate::verify::likely_token::likely_token;
use crate::verify::parts::LONGEST_TOKEN;
use crate::verify::redacted::is_redacted;
use crate::verify::token::Token;
use crate::verify::{FailedCheck, header};

const REPAIRS: &[(Cause, &str, Undo)] = &[
    (Cause::TokenQuoted, "is in quotes", without_quotes),
    (Cause::TokenLineBreaks, "contains line breaks, spaces or escapes", without_breaks),
    (Cause::HeaderBearerDoubled, "contains `Bearer` more than once", without_doubled_bearer),
];

pub(super) fn explain(case: &Case<'_>, budget: &mut Budget<'_>) -> Vec<Explanation> {
    let Some(first) = case.rejection.failures().next() else { return Vec::new() };
    let found = match first {
        FailedCheck::NoHeader { .. } => {
            elsewhere(case, budget).or_else(|| shape::of_a_sig_query(case, budget)).or_else(|| emptied(case))
        }
        FailedCheck::SeveralHeaders { .. } => joined(case, budget),
        FailedCheck::NotBearer { scheme } => {
            best_of(&[elsewhere, under_another_scheme, repaired, token_in_text, redacted], case, budget)
                .or_else(|| Some(of_scheme(scheme)))
        }
        FailedCheck::MalformedToken(_) | FailedCheck::TokenTooLong { .. } => {
            best_of(&[repaired, token_in_text, redacted], case, budget)
                .or_else(|| cut_off(case))
                .or_else(|| elsewhere(case, budget))
        }
        FailedCheck::UnsupportedAlgorithm { found: Some(found) } => {
            of_algorithm(case, found.as_str(), budget)
        }
        _ => None,
    };
    found.into_iter().collect()
}

type Attempt = for<'c, 'd> fn(&Case<'c>, &mut Budget<'d>) -> Option<Explanation>;

/// Prefers an explanation that makes every check pass, because the request may also contain a proxy's own token.
fn best_of(attempts: &[Attempt], case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let mut first = None;
    for attempt in attempts {
        let Some(found) = attempt(case, budget) else { continue };
        if found.detail.ends_with(ALL_PASSES) {
            return Some(found);
        }
        first = first.or(Some(found));
    }
    first
}

fn values<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c [u8]> {
    case.delivery.header(case.verifier.header())
}

/// Returns the verifier's result if the value parses as an HS256 token.
fn result_for_value(case: &Case<'_>, value: &[u8], budget: &mut Budget<'_>) -> Option<&'static str> {
    if value.len() > 2 * LONGEST_TOKEN || !budget.hypothesis(value.len()) {
        return None;
    }
    let delivery = case.with_value(value);
    let text = header::token_text(&delivery, case.verifier.header()).ok()?;
    Token::parse(text).ok()?.accept_algorithm().ok()?;
    Some(case.result_after_repair(case.verifier, &delivery, budget))
}

/// Tries each repair alone, then all together: a value may have been changed several times.
fn repaired(case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let value = values(case).next().filter(|value| value.len() <= 2 * LONGEST_TOKEN)?;
    let explanation = |cause, words: &str, then| {
        Explanation::tested(cause, format!("the header's value {words}; the repaired value is a token{then}"))
    };
    for (cause, words, repair) in REPAIRS {
        if let Some(then) = repair(value).and_then(|value| result_for_value(case, &value, budget)) {
            return Some(explanation(*cause, words, then));
        }
    }
    let (mut whole, mut first, mut words) = (value.to_vec(), None, Vec::new());
    for (cause, found, repair) in REPAIRS {
        if let Some(better) = repair(&whole) {
            whole = better;
            first = first.or(Some(*cause));
            words.push(*found);
        }
    }
    let then = result_for_value(case, &whole, budget).filter(|_| words.len() > 1)?;
    Some(explanation(first?, &words.join(" and "), then))
}

fn under_another_scheme(case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let value = values(case).next()?.trim_ascii();
    let (scheme, token) = value.split_at(value.iter().position(u8::is_ascii_whitespace)?);
    let then = result_for_value(case, token.trim_ascii(), budget)?;
    let scheme = Excerpt::of_bytes(scheme);
    let detail = format!(
        "the header has a token after `{scheme}` instead of `Bearer`; the token alone was tried{then}"
    );
    Some(Explanation::tested(Cause::HeaderScheme, detail))
}

fn token_in_text(case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let value = values(case).next().filter(|value| value.len() <= MAX_SEARCHED_TEXT)?;
    if !budget.bytes(value.len()) {
        return None;
    }
    let token = likely_token(value);
    let then = result_for_value(case, &token, budget).filter(|_| token.len() < value.len())?;
    let (length, all) = (token.len(), value.len());
    let detail = format!("the header's value ({all} bytes) has a token of {length} bytes inside{then}");
    Some(Explanation::tested(Cause::TokenInText, detail))
}

const MAX_SEARCHED_TEXT: usize = 1024 * 1024;

/// Tries the values of a repeated header, and prefers a token that passes every check.
fn joined(case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let elements: Vec<&[u8]> =
        values(case).flat_map(|value| value.split(|&byte| byte == b',')).map(<[u8]>::trim_ascii).collect();
    let (mut readable, mut best) = (0, None);
    for (number, element) in (1..).zip(elements.iter().take(MAX_ELEMENTS)) {
        if let Some(then) = result_for_value(case, element, budget) {
            readable += 1;
            if then == ALL_PASSES || best.is_none() {
                best = Some((number, then));
            }
        }
    }
    let (number, then) = best?;
    let one_and_the_same = elements.windows(2).all(|pair| pair[0] == pair[1]);
    let same = if one_and_the_same { ", all the same" } else { "" };
    let readable = if readable == 1 {
        "1 of them is a token".to_owned()
    } else {
        format!("{readable} of them are tokens")
    };
    let detail = format!(
        "the header has {} values instead of one{same}; {readable}; value number {number} was tried alone{then}",
        elements.len(),
    );
    Some(Explanation::tested(Cause::TokenJoined, detail))
}

/// A proxy that repeats the header adds few values.
const MAX_ELEMENTS: usize = 8;

fn elsewhere(case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let own = case.verifier.header();
    for (name, value) in case.delivery.headers() {
        if value.split(|&byte| byte == b'.').count() != 3 || !value.windows(3).any(|part| part == b"eyJ") {
            continue;
        }
        if let Some(then) = result_for_value(case, value, budget) {
            let name = Excerpt::of(name);
            let then = then.replacen("with this", "if the verifier reads that header", 1);
            let detail = format!("the verifier reads the header {own}, but the token is in {name}{then}");
            return Some(Explanation::tested(Cause::HeaderRenamed, detail));
        }
    }
    None
}

fn redacted(case: &Case<'_>, _: &mut Budget<'_>) -> Option<Explanation> {
    let value = header::without_name(values(case).next()?, case.verifier.header());
    if !is_redacted(value) {
        return None;
    }
    let value = Excerpt::of_bytes(value);
    let detail = format!("the header's value is {value}, which a logger writes instead of a token");
    Some(Explanation::tested(Cause::TokenRedacted, detail))
}

fn emptied(case: &Case<'_>) -> Option<Explanation> {
    values(case).next()?;
    let detail =
        format!("the header {} is present but empty, so something removed its value", case.verifier.header());
    Some(Explanation::guess(Cause::HeaderTaken, detail))
}

fn of_scheme(scheme: &Excerpt) -> Explanation {
    if scheme.as_str().eq_ignore_ascii_case("basic") {
        let detail =
            "the header contains Basic credentials (a name and a password) instead of a token".to_owned();
        return Explanation::tested(Cause::SchemeBasic, detail);
    }
    let detail = format!(
        "the header contains credentials of the scheme {scheme}, which a proxy or platform may have set"
    );
    Explanation::guess(Cause::HeaderTaken, detail)
}

fn cut_off(case: &Case<'_>) -> Option<Explanation> {
    let value = values(case).next()?.trim_ascii();
    let start = value.windows(3).position(|part| part == b"eyJ")?;
    // Only the header's name and the scheme may precede a token.
    (start <= "Authorization: Bearer ".len()).then(|| shape::of_a_cut_off_token(&value[start..])).flatten()
}

fn of_algorithm(case: &Case<'_>, found: &str, budget: &mut Budget<'_>) -> Option<Explanation> {
    match found {
        "\"RS256\"" => {
            if let Some(renamed) = elsewhere(case, budget) {
                return Some(renamed);
            }
            let token = header::token_text(case.delivery, case.verifier.header()).ok()?;
            Some(shape::of_rs256(Token::parse(token).ok()?.payload()))
        }
        none if none.eq_ignore_ascii_case("\"none\"") => {
            let detail = format!("the token's `alg` is {none}: it has no signature");
            Some(Explanation::tested(Cause::TokenAlgNone, detail))
        }
        _ => None,
    }
}

fn without_quotes(value: &[u8]) -> Option<Vec<u8>> {
    let less: Vec<u8> = value.iter().copied().filter(|byte| !b"\"'`".contains(byte)).collect();
    (less.len() < value.len()).then_some(less)
}

/// Keeps one space after the scheme. Also removes escaped line ends from a shell or JSON.
fn without_breaks(value: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8(value.to_vec()).ok()?;
    let text = text.replace("\\r", "").replace("\\n", "");
    let mut words = text.split_ascii_whitespace().peekable();
    let mut scheme = Vec::new();
    while let Some(word) = words.next_if(|word| is_scheme(word)) {
        scheme.push(word);
    }
    let token: String = words.collect();
    let joined = if scheme.is_empty() { token } else { format!("{} {token}", scheme.join(" ")) };
    (joined.as_bytes() != value).then(|| joined.into_bytes())
}

fn is_scheme(word: &str) -> bool {
    ["bearer", "authorization:"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

fn without_doubled_bearer(value: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(value).ok()?;
    let token =
        text.split_ascii_whitespace().skip_while(|word| is_scheme(word)).collect::<Vec<_>>().join(" ");
    let schemes = text.split_ascii_whitespace().filter(|word| word.eq_ignore_ascii_case("bearer")).count();
    (schemes > 1).then(|| format!("Bearer {token}").into_bytes())
}
