//! Generates application documents by number, in five forms, with the signing flag true, false or absent.

use std::fmt::Write as _;

#[derive(Clone, Copy)]
pub struct Stock {
    pub applications: usize,
    pub flags: Flags,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flags {
    On,
    /// Half of the flags are true, a quarter are false, and a quarter are absent.
    HalfOn,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flag {
    True,
    False,
    Absent,
}

impl Stock {
    pub fn to_change(self) -> impl Iterator<Item = usize> {
        (0..self.applications).filter(move |&number| self.flag(number) != Flag::True)
    }

    pub fn document(self, number: usize) -> String {
        document(number, self.flag(number))
    }

    fn flag(self, number: usize) -> Flag {
        match (self.flags, number % 4) {
            (Flags::On, _) | (Flags::HalfOn, 0 | 2) => Flag::True,
            (Flags::HalfOn, 1) => Flag::False,
            (Flags::HalfOn, _) => Flag::Absent,
        }
    }
}

/// Returns the application's document with the flag on. The rest is as in [`Stock::document`].
pub fn expected(number: usize) -> String {
    document(number, Flag::True)
}

/// Returns a pseudorandom id, in the form of the API's ids.
pub fn id(number: usize) -> String {
    let (high, low) = (mixed(number as u64), mixed(number as u64 ^ 0x5555_0000_0000));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    )
}

/// Returns a document about as long as the API's documents.
fn document(number: usize, flag: Flag) -> String {
    let (id, key) = (id(number), key(number));
    let host = format!("https://tenant-{number}.example.com/voice");
    let member = match flag {
        Flag::True => ",\"signed_callbacks\":true",
        Flag::False => ",\"signed_callbacks\":false",
        Flag::Absent => "",
    };
    let webhooks = format!(
        "{{\"answer_url\":{{\"address\":\"{host}/answer\",\"http_method\":\"GET\",\"connection_timeout\":500}},\
         \"fallback_answer_url\":{{\"address\":\"{host}/fallback\",\"http_method\":\"GET\"}},\
         \"event_url\":{{\"address\":\"{host}/event?token={number}\",\"http_method\":\"POST\",\"socket_timeout\":3000}}}}"
    );
    let links = format!("\"_links\":{{\"self\":{{\"href\":\"/v2/applications/{id}\"}}}}");
    match number % 5 {
        0 => format!(
            "{{\"id\":\"{id}\",\"name\":\"Tenant {number}\",\"keys\":{{\"public_key\":\"{key}\"}},\"privacy\":{{\"improve_ai\":true}},\
             \"capabilities\":{{\"voice\":{{\"webhooks\":{webhooks},\"conversations_ttl\":48,\"region\":\"eu-west\"{member}}}}},{links}}}"
        ),
        // Other capabilities around `voice`, and a number that a float cannot represent.
        1 => format!(
            "{{\"id\":\"{id}\",\"name\":\"T\\u00e9l\\u00e9phone {number}\",\"keys\":{{\"public_key\":\"{key}\"}},\"capabilities\":{{\
             \"rtc\":{{\"webhooks\":{{\"event_url\":{{\"address\":\"{host}/rtc\",\"http_method\":\"POST\"}}}},\"signed_callbacks\":true}},\
             \"voice\":{{\"leg_persistence_time\":9007199254740993.10,\"webhooks\":{webhooks}{member}}},\
             \"messages\":{{\"version\":\"v1\",\"webhooks\":{{\"inbound_url\":{{\"address\":\"{host}/in\",\"http_method\":\"POST\"}}}}}}}},{links}}}"
        ),
        // Unknown members.
        2 => format!(
            "{{\"name\":\"Línea {number} \u{1f4de}\",\"id\":\"{id}\",\"x-later\":{{\"list\":[1,1.0,1e400,null,{{}}]}},\"keys\":{{\"public_key\":\"{key}\"}},\
             \"capabilities\":{{\"voice\":{{\"webhooks\":{webhooks},\"payments\":{{\"gateways\":[{{\"type\":\"stripe\",\"credential\":\"c{number}\"}}]}}{member}}}}}}}"
        ),
        3 => format!(
            "{{\"id\":\"{id}\",\"name\":\"Tenant {number} (no key)\",\"capabilities\":{{\"voice\":{{\"webhooks\":{webhooks},\"region\":null{member}}},\"vbc\":{{}}}},{links}}}"
        ),
        // Indented JSON.
        _ => {
            let member = member.replace(',', ",\n      ").replace("\":", "\": ");
            format!(
                "{{\n  \"id\": \"{id}\",\n  \"name\": \"Tenant {number}, indented\",\n  \"keys\": {{ \"public_key\": \"{key}\" }},\n  \"capabilities\": {{\n    \
                 \"voice\": {{\n      \"webhooks\": {webhooks},\n      \"region\": \"us-east\"{member}\n    }}\n  }}\n}}"
            )
        }
    }
}

/// Returns a text about as long as a 2048-bit public key.
fn key(number: usize) -> String {
    let mut key = "-----BEGIN PUBLIC KEY-----\\n".to_owned();
    for line in 0..7 {
        for word in 0..4 {
            let _ = write!(key, "{:016x}", mixed((number * 64 + line * 8 + word) as u64));
        }
        key += "\\n";
    }
    key + "-----END PUBLIC KEY-----\\n"
}

/// Mixes bits as `SplitMix64` does.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0;
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}
