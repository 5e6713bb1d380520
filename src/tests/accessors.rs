//! Tests of words, accessors and messages that the test vectors do not cover.

use crate::delivery::Delivery;
use crate::secret::{InvalidSecret, SignatureSecret};
use crate::sign::Token;
use crate::verify::{
    AUTHORIZATION, Builder, Claim, Code, FailedCheck, Outcome, PayloadHash, PayloadRule, Rejection, Slot,
    TokenId, Unverified, Verdict, Verified, Verifier,
};

const NOW: u64 = 1_587_494_970;
const APPLICATION: &str = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

fn secret() -> SignatureSecret {
    SignatureSecret::new("a signature secret of forty characters..").unwrap()
}

fn builder() -> Builder {
    Verifier::builder().slot(Slot::new(&secret(), "the label").for_api_key("a1b2c3d"))
}

fn token() -> Token {
    Token::issued_at(NOW).jti("one").api_key("a1b2c3d").application(APPLICATION.parse().unwrap())
}

fn verify(header: &str, body: &[u8]) -> Result<Verified<'static>, Rejection> {
    let delivery = Delivery::post(body).with_header(AUTHORIZATION, header.as_bytes());
    builder().build().unwrap().verify(&delivery, NOW).map(Verified::into_owned)
}

fn detail(header: &str) -> String {
    verify(header, b"").unwrap_err().to_string()
}

fn signed(claims: &str) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let text = [r#"{"alg":"HS256"}"#, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    let mac = URL_SAFE_NO_PAD.encode(crate::mac::MacKey::of(&secret()).mac(text.as_bytes()).bytes());
    format!("{text}.{mac}")
}

#[test]
fn a_verifier_exposes_its_window_and_header() {
    let window = |builder: Builder| builder.build().unwrap().replay_window();
    assert_eq!(window(builder()), 420);
    assert_eq!(window(builder().max_age(10).max_skew(5)), 20);
    assert_eq!(window(builder().max_age(0).max_skew(5)), 310);
    assert_eq!(window(builder().max_age(u64::MAX)), u64::MAX);
    assert_eq!(builder().build().unwrap().header(), AUTHORIZATION);
    assert_eq!(builder().header("X-Other").build().unwrap().header(), "X-Other");
}

#[test]
fn stable_words_round_trip() {
    for outcome in [Outcome::Pass, Outcome::Fail, Outcome::Skipped] {
        assert_eq!(serde_json::to_string(&outcome).unwrap(), format!("\"{}\"", outcome.word()));
    }
    for code in Code::ALL {
        assert_eq!((Code::from_word(code.word()), code.to_string()), (Some(code), code.word().to_owned()));
    }
    assert_eq!(Code::from_word("no-such-code"), None);
    let verdicts = [Verdict::Valid, Verdict::Invalid, Verdict::Unsigned, Verdict::Unchecked];
    assert_eq!(verdicts.map(|verdict| verdict.to_string()), ["valid", "invalid", "unsigned", "unchecked"]);
    let rules = [PayloadRule::Raw, PayloadRule::Query].map(|rule| (rule.word(), rule.is_certain()));
    assert_eq!(rules, [("raw", true), ("query", false)]);
}

#[test]
fn debug_output_shows_only_useful_members() {
    let id = TokenId::from_bytes(std::array::from_fn(|at| u8::try_from(at * 16 + 1).unwrap()));
    assert_eq!(
        (id.to_string(), format!("{id:?}")),
        ("0111213141516171".to_owned() + "8191a1b1c1d1e1f1", id.to_string())
    );
    let hash = PayloadHash::of(b"");
    assert_eq!(format!("{hash:?}"), hash.to_string());
    assert!(hash.to_string().starts_with("e3b0c442"));
    let slot = Slot::new(&secret(), "the label").for_api_key("a1b2c3d").retired_at(7);
    for part in ["the label", "a1b2c3d", "7"] {
        assert!(format!("{slot:?}").contains(part), "{slot:?}");
    }
    let body = b"{\"to\":\"447700900000\"}";
    let delivery = Delivery::post(&body[..]).with_header(AUTHORIZATION, &b"Bearer x"[..]);
    assert_eq!(format!("{delivery:?}"), "Delivery(POST, [\"Authorization\"], 21 bytes)");
    let shown = format!("{:?}", verify(&token().bearer(&secret(), body), body).unwrap());
    assert!(shown.contains("the label") && shown.contains("Pass") && !shown.contains("4477009"), "{shown}");
    let shown = format!("{:?}", verify(&token().bearer(&secret(), body), b"4477009").unwrap_err());
    assert!(
        shown.contains("PayloadMismatch") && shown.contains("Pass") && !shown.contains("4477009"),
        "{shown}"
    );
}

#[test]
fn a_verified_delivery_exposes_all_claims() {
    let body = b"{\"status\":\"answered\"}";
    let verified = verify(&token().bearer(&secret(), body), body).unwrap();
    assert_eq!(verified.payload(), body);
    assert_eq!((verified.application_id(), verified.slot()), (Some(APPLICATION), "the label"));
    let hash = PayloadHash::of(b"");
    let claims = format!(
        r#"{{"iat":{NOW},"jti":"j","iss":"Vonage","payload_hash":"{hash}","api_key":"a1b2c3d","application_id":"{APPLICATION}","exp":{},"nbf":{}}}"#,
        NOW + 1,
        NOW - 2
    );
    // Claims have two parsers: the fast path parses the first text, and leaves the second to the strict one,
    // because it starts with a space.
    for claims in [claims.clone(), format!(" {claims}")] {
        let verified = verify(&signed(&claims), b"").unwrap();
        let claims = verified.claims();
        assert_eq!((claims.iat, claims.exp, claims.nbf), (Some(NOW), Some(NOW + 1), Some(NOW - 2)));
        assert_eq!((claims.jti(), claims.application_id()), (Some("j"), Some(APPLICATION)));
    }
    let unverified = Unverified::read(signed(&claims).as_bytes(), NOW);
    assert_eq!(unverified.claimed_text(Claim::ApplicationId).as_deref(), Some(APPLICATION));
    let times = [Claim::Iat, Claim::Exp, Claim::Nbf, Claim::Jti].map(|claim| unverified.claimed_time(claim));
    assert_eq!(times, [Some(NOW), Some(NOW + 1), Some(NOW - 2), None]);
}

#[test]
fn messages_describe_how_a_value_is_malformed() {
    for shapeless in ["Bearer", "Bearer ", " bearer\t", "Bearer  a.b.c", "Bearer\ta.b.c", "Bearer a b"] {
        assert!(
            detail(shapeless).starts_with("the header must be `Bearer TOKEN`"),
            "{shapeless:?}: {}",
            detail(shapeless)
        );
    }
    assert_eq!(detail("Bearer a"), "the token has no dots; it must have three segments");
    assert_eq!(detail("a.b"), "the token has 2 segments instead of three");
    assert_eq!(detail("a.b.c.d"), "the token has 4 segments instead of three");
    // A comma in another scheme's parameters does not separate two tokens.
    for other in ["Digest realm=\"a.b\", nonce=\"c\"", "abc, def"] {
        assert_eq!(verify(other, b"").unwrap_err().code(), Code::NotBearer, "{other}");
    }
    for several in ["a.b.c, d.e.f", "Bearer a.b.c, Bearer a.b.c", "Basic x, Bearer a.b.c"] {
        assert_eq!(verify(several, b"").unwrap_err().code(), Code::SeveralHeaders, "{several}");
    }
}

#[test]
fn messages_name_the_expected_type_of_a_claim() {
    for (claim, shape) in [
        ("\"iat\":\"1\"", "but must be a JSON number of whole seconds since 1970"),
        ("\"exp\":1.5", "but must be a JSON number of whole seconds since 1970"),
        ("\"payload_hash\":\"x\"", "but must be a string of 64 lower-case hex digits"),
        ("\"jti\":1", "but must be a string"),
    ] {
        let rejection = verify(&signed(&format!("{{{claim}}}")), b"").unwrap_err();
        let sentences: Vec<String> = rejection.failures().map(FailedCheck::to_string).collect();
        assert!(sentences.iter().any(|sentence| sentence.ends_with(shape)), "{sentences:?}");
    }
}

#[test]
fn a_verifier_of_one_secret_has_the_default_limits() {
    let new = Verifier::new("a signature secret of forty characters..").unwrap();
    assert_eq!((new.replay_window(), new.header()), (420, AUTHORIZATION));
    let (body, header) = (b"{}", token().bearer(&secret(), b"{}"));
    let delivery = Delivery::post(&body[..]).with_header(AUTHORIZATION, header.as_bytes());
    assert_eq!(new.verify(&delivery, NOW).unwrap().api_key(), Some("a1b2c3d"));
    assert!(Verifier::new("another signature secret").unwrap().verify(&delivery, NOW).is_err());
    assert_eq!(Verifier::new(" \n").unwrap_err(), InvalidSecret::Blank);
}
