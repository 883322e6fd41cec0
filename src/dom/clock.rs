//! The two things the pure core may not ask for itself: the time and chance.

use crate::model::time::Timestamp;

/// Now, by this computer's clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// 128 random bits from the browser's cryptographic source, for ids. Falls back to `Math.random`
/// where there is none, which is enough to keep ids apart.
#[must_use]
pub fn random_bits() -> u128 {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes = bytes.map(|_| (js_sys::Math::random() * 256.0) as u8);
    }
    u128::from_le_bytes(bytes)
}
