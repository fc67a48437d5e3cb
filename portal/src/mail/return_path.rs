//! The return path of one mail: `bounces+<id and signature>@library.example.org`.

use crate::keys::Keys;
use lettre::Address;
use uuid::Uuid;

/// How much of the signature stands in an address (bytes): nobody tries 2^64 of them by mail.
const SIGNED: usize = 8;

/// The longest local part before the sign `+`, so that all of it fits into 64 octets (RFC 5321, section 4.5.3.1.1).
pub(super) const LONGEST_LOCAL: usize = 64 - 1 - 2 * (16 + SIGNED);

/// Where a report about this mail goes. Lower case and digits alone: mail servers on the way change the case of letters.
pub(super) fn return_path(keys: &Keys, base: &Address, mail: Uuid) -> Option<Address> {
    let token = hex::encode([mail.as_bytes().as_slice(), &signature(keys, mail)].concat());
    Address::new(format!("{}+{token}", base.user()), base.domain()).ok()
}

/// The mail whose return path this address is; `None`: the portal did not make this address.
pub(crate) fn mail_of(keys: &Keys, address: &str) -> Option<Uuid> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, token) = local.rsplit_once('+')?;
    let bytes = hex::decode(token.to_ascii_lowercase()).ok()?;
    let (&id, signed) = bytes.split_first_chunk::<16>()?;
    let mail = Uuid::from_bytes(id);
    (signed == signature(keys, mail).as_slice()).then_some(mail)
}

fn signature(keys: &Keys, mail: Uuid) -> [u8; SIGNED] {
    let mut signed = [0; SIGNED];
    signed.copy_from_slice(&keys.mac("return path", mail.as_bytes())[..SIGNED]);
    signed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_path_names_its_mail_and_is_made_by_nobody_else() {
        let keys = Keys::new(vec![7; 32].into());
        let base: Address = "bounces@library.example.org".parse().unwrap();
        let mail = Uuid::from_u128(0xabc);
        let path = return_path(&keys, &base, mail).unwrap().to_string();
        assert!(path.starts_with("bounces+") && path.ends_with("@library.example.org"), "{path}");
        assert!(path.split('@').next().unwrap().len() <= 64);
        assert_eq!(mail_of(&keys, &path), Some(mail));
        assert_eq!(mail_of(&keys, &path.to_uppercase()), Some(mail), "on the way, letters change their case");
        assert_eq!(mail_of(&Keys::new(vec![8; 32].into()), &path), None);
        for at in "bounces+".len()..path.find('@').unwrap() {
            let mut changed = path.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(mail_of(&keys, &String::from_utf8(changed).unwrap()), None, "sign {at}");
        }
        for other in ["", "bounces@library.example.org", "bounces+@x", "bounces+00@x", "é+é@x"] {
            assert_eq!(mail_of(&keys, other), None, "{other}");
        }
    }
}
