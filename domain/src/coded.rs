//! Enums whose variants have a stored code and words in both languages.

/// `all`, `code`, `label` and `from_code` of an enum, written once beside each variant: `Variant = "code": "English" / "Spanish"`.
macro_rules! coded {
    ($type:ident { $($variant:ident = $code:literal : $en:literal / $es:literal),+ $(,)? }) => {
        impl $type {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text in the database and in forms.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What people read.
            pub const fn label(self) -> Text {
                match self { $(Self::$variant => Text::new($en, $es)),+ }
            }

            /// The variant with this stored text.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

pub(crate) use coded;
