//! How much there is of what a paper names.

use crate::words::Text;

/// What somebody who looked has found of what a paper names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Nobody has recorded what it names, or whose record that is.
    Unknown,
    /// None of the records that are kept for it holds any of it, or nobody's record was found.
    Nothing,
    /// Something of it is held.
    Something,
}

impl Extent {
    /// Whether it may be said that nothing of what it names is kept. `looked_there`: somebody has looked in the library's own
    /// system too, which may hold what no file brings here.
    ///
    /// # Errors
    /// What is missing, or what is so.
    pub fn is_nothing(self, looked_there: bool) -> Result<(), Text> {
        match self {
            Self::Nothing if looked_there => Ok(()),
            Self::Nothing => Err(Text::new(
                "Look in the library’s own system too, and say that you did: it may hold what this portal does not.",
                "Busque también en el propio sistema de la biblioteca y diga que lo hizo: puede tener lo que este portal no tiene.",
            )),
            Self::Unknown => Err(Text::new(
                "First record which parts it names, and look for whose record that is: until then nobody knows that nothing of it \
                 is kept.",
                "Primero registre qué partes pide y busque de quién es el registro: hasta entonces nadie sabe que no se guarda nada \
                 de eso.",
            )),
            Self::Something => Err(Text::new(
                "The records that are kept for it hold something of what it names. Count it under “Whose record”.",
                "Los registros que se conservan para este documento tienen algo de lo que pide. Cuéntelo en «De quién es el \
                 registro».",
            )),
        }
    }
}
