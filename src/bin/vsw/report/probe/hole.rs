//! What a handler does wrong, concluded from its responses to a probe.
//!
//! Invariant: general rules come first, because one mistake can let several kinds of forgeries pass.

use serde::Serialize;
use vsw::sign::Forgery::{
    self, AlgNone, AlgNoneCase, B64False, BadBase64, Basic, ChangedBody, ClaimsList, Crit, DuplicateAlg,
    DuplicateClaim, EmptySecret, EmptySignature, Expired, Future, Hs512, NoIat, NoPayloadHash, NoSignature,
    NotYetValid, Rs256Confusion, ShortSignature, Stale, SwappedBody, TextIat, TooLong, TwoSegments,
    TwoTokens, UpperCaseHash, WrongIssuer, WrongSecret,
};

use super::{ForgerySent, ProbeOutcome, ReplaySent};
use crate::codes::Code;
use crate::vocabulary::Alteration::{
    ChangedQuery, ForgedThenGenuine, GenuineThenForged, PaddedBody, RespacedBody, TokenList, UnspacedBody,
};
use crate::vocabulary::{Alteration, ProbeKind};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hole {
    /// A stable word, such as the `hole` of a rule, or `replay`.
    #[serde(rename = "hole")]
    pub word: &'static str,
    pub about: String,
    pub code: Option<Code>,
    pub kinds: Vec<&'static str>,
}

/// Can apply only if the handler accepted all kinds in `needs`. Also explains the accepted kinds in `covers`.
struct Rule {
    hole: &'static str,
    needs: &'static [ProbeKind],
    covers: &'static [ProbeKind],
    about: &'static str,
}

const fn f(forgery: Forgery) -> ProbeKind {
    ProbeKind::Forged(forgery)
}

const fn a(alteration: Alteration) -> ProbeKind {
    ProbeKind::Altered(alteration)
}

/// The hole that explains every accepted forgery.
const EVERYTHING: &str = "no-verification";

const RULES: &[Rule] = &[
    Rule {
        hole: EVERYTHING,
        needs: &[f(NoSignature), f(WrongSecret), f(SwappedBody)],
        covers: &[],
        about: "verifies nothing: accepts a delivery without a token, with a wrong signature or with another webhook's token",
    },
    Rule {
        hole: "unsigned",
        needs: &[f(NoSignature)],
        covers: &[f(Basic)],
        about: "accepts a delivery without a token: a token is checked only if one is present",
    },
    Rule {
        hole: "signature",
        needs: &[f(WrongSecret)],
        covers: &[
            f(TwoSegments),
            f(BadBase64),
            f(DuplicateAlg),
            f(AlgNone),
            f(AlgNoneCase),
            f(Hs512),
            f(Rs256Confusion),
            f(Crit),
            f(B64False),
            f(EmptySignature),
            f(ShortSignature),
            f(EmptySecret),
            a(ForgedThenGenuine),
            a(GenuineThenForged),
        ],
        about: "accepts a token signed with any secret: the signature is not checked",
    },
    Rule {
        hole: "algorithm",
        needs: &[f(AlgNone)],
        covers: &[f(DuplicateAlg), f(AlgNoneCase), f(Hs512), f(Rs256Confusion)],
        about: "takes the algorithm from the token: accepts `none`, and so any token without a signature",
    },
    Rule {
        hole: "algorithm",
        needs: &[f(Hs512)],
        covers: &[],
        about: "takes the algorithm from the token: accepts HS512, which Vonage never uses",
    },
    Rule {
        hole: "algorithm",
        needs: &[f(Rs256Confusion)],
        covers: &[f(DuplicateAlg)],
        about: "does not check the algorithm that the token names",
    },
    Rule {
        hole: "empty-secret",
        needs: &[f(EmptySecret)],
        covers: &[],
        about: "accepts tokens signed with an empty secret, which anyone can make",
    },
    Rule {
        hole: "signature-prefix",
        needs: &[f(ShortSignature)],
        covers: &[f(TwoSegments), f(EmptySignature)],
        about: "compares only a part of the signature: accepts its first half",
    },
    Rule {
        hole: "payload-hash",
        needs: &[f(SwappedBody)],
        covers: &[
            f(ChangedBody),
            f(NoPayloadHash),
            f(UpperCaseHash),
            a(PaddedBody),
            a(RespacedBody),
            a(UnspacedBody),
            a(ChangedQuery),
        ],
        about: "accepts any body: the payload hash is not checked",
    },
    Rule {
        hole: "reserialized-body",
        needs: &[a(RespacedBody)],
        covers: &[f(ChangedBody), a(PaddedBody), a(UnspacedBody)],
        about: "accepts a changed body: hashes JSON that it parsed and wrote again, not the received bytes",
    },
    Rule {
        hole: "reserialized-body",
        needs: &[a(UnspacedBody)],
        covers: &[f(ChangedBody), a(PaddedBody)],
        about: "accepts a changed body: hashes JSON that it parsed and wrote again, not the received bytes",
    },
    Rule {
        hole: "trimmed-body",
        needs: &[a(PaddedBody)],
        covers: &[f(ChangedBody)],
        about: "accepts a changed body: hashes it without a trailing newline, not the received bytes",
    },
    Rule {
        hole: "no-payload-hash",
        needs: &[f(NoPayloadHash)],
        covers: &[],
        about: "accepts any body if the token has no `payload_hash`",
    },
    Rule {
        hole: "age",
        needs: &[f(Stale)],
        covers: &[f(NoIat), f(TextIat), f(Future)],
        about: "accepts old tokens: the age (`iat`) is not checked, or its limit is an hour or more",
    },
    Rule {
        hole: "issuer",
        needs: &[f(WrongIssuer)],
        covers: &[f(DuplicateClaim)],
        about: "accepts any issuer: `iss` is not checked",
    },
    Rule {
        hole: "two-headers",
        needs: &[a(ForgedThenGenuine), a(GenuineThenForged)],
        covers: &[f(TwoTokens), a(TokenList)],
        about: "accepts two Authorization headers if one of them is valid",
    },
    Rule {
        hole: "first-header",
        needs: &[a(GenuineThenForged)],
        covers: &[f(TwoTokens)],
        about: "takes the first of two Authorization headers",
    },
    Rule {
        hole: "last-header",
        needs: &[a(ForgedThenGenuine)],
        covers: &[f(TwoTokens)],
        about: "takes the last of two Authorization headers",
    },
    Rule {
        hole: "repeated-members",
        needs: &[f(DuplicateAlg), f(DuplicateClaim)],
        covers: &[],
        about: "accepts repeated members in a token and takes the last one",
    },
    Rule {
        hole: "validity",
        needs: &[f(Expired), f(NotYetValid)],
        covers: &[],
        about: "ignores the claims `exp` and `nbf`",
    },
    Rule {
        hole: "critical-header",
        needs: &[f(Crit)],
        covers: &[f(B64False)],
        about: "ignores critical extensions (`crit`) that it does not know",
    },
    Rule {
        hole: "claims",
        needs: &[f(ClaimsList)],
        covers: &[f(NoIat), f(NoPayloadHash)],
        about: "accepts claims that are not a JSON object",
    },
    Rule { hole: "length", needs: &[f(TooLong)], covers: &[], about: "accepts a token longer than 16 KiB" },
];

pub(super) fn of(forgeries: &[ForgerySent], replay: &ReplaySent) -> Vec<Hole> {
    let with = |outcome| -> Vec<ProbeKind> {
        forgeries.iter().filter(|one| one.outcome == outcome).map(|one| one.kind).collect()
    };
    let accepted = with(ProbeOutcome::Accepted);
    let payload =
        if forgeries.iter().any(|one| one.kind == a(ChangedQuery)) { "any query" } else { "any body" };
    let mut open = accepted.clone();
    let mut holes = Vec::new();
    for rule in RULES {
        let applies = rule.needs.iter().all(|kind| accepted.contains(kind));
        // Forgeries that earlier rules explain show no other hole.
        if !applies || !rule.needs.iter().any(|kind| open.contains(kind)) {
            continue;
        }
        let covers = |kind: &ProbeKind| {
            rule.hole == EVERYTHING || rule.needs.contains(kind) || rule.covers.contains(kind)
        };
        let (kinds, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(covers);
        open = rest;
        let about = rule.about.replace("any body", payload);
        holes.push(hole(rule.hole, about, rule.needs.first(), &kinds));
    }
    for kind in open {
        holes.push(hole(kind.word(), format!("accepts {}", kind.about()), Some(&kind), &[kind]));
    }
    let failed = with(ProbeOutcome::Error);
    if !failed.is_empty() {
        let about = "fails instead of refusing: responds with a 5xx other than 503, or not at all".to_owned();
        holes.push(hole("failure", about, failed.first(), &failed));
    }
    if replay.outcome == ProbeOutcome::Accepted {
        let about = "accepts the same token again: a delivery can be replayed while it is fresh".to_owned();
        holes.push(Hole { word: "replay", about, code: Some(Code::Replayed), kinds: vec!["replay"] });
    }
    holes
}

fn hole(word: &'static str, about: String, first: Option<&ProbeKind>, kinds: &[ProbeKind]) -> Hole {
    let code = first.and_then(|kind| Code::from_word(kind.code().word()));
    Hole { word, about, code, kinds: kinds.iter().map(|kind| kind.word()).collect() }
}
