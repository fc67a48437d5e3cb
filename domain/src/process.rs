//! Police, agencies and legal process: what is written down when somebody comes, what the Director records of the paper,
//! and what has to have happened before anything may be released (M8, L15, L16, L34, C2, W5 to W7; X3).
//!
//! Nothing here decides either: a [`Paper`] becomes the [`Police`] of the one decision.

mod basis;
mod consulted;
mod counts;
mod defect;
mod extent;
mod named;
mod objection;

pub use basis::{Basis, Law, Proceeding};
pub use consulted::{Consulted, Together};
pub use counts::Counted;
pub use defect::Defect;
pub use extent::Extent;
pub use named::Named;

use crate::{
    coded::coded,
    decision::{Asker, Decision, Police, Process, ProcessKind, Request, Review, Wanted, decide},
    profile::Profile,
    words::Text,
};
use chrono::{Days, NaiveDate};

/// What was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Instrument {
    /// Nothing but the question.
    Informal,
    /// A request to keep records, without a duty to hand any over.
    Preservation,
    /// Of an agency, without a court.
    AdministrativeSubpoena,
    /// Signed by an attorney or a clerk: no order of a court (§ 52-143).
    AttorneySubpoena,
    /// The same for a deposition, to which a written objection is possible (§ 52-148e).
    DepositionSubpoena,
    /// It runs at once.
    SearchWarrant,
    /// Of a court.
    CourtOrder,
    /// It comes with a duty of silence.
    NationalSecurityLetter,
    /// Anything else that requires compliance (L34).
    Other,
}

coded!(Instrument {
    Informal = "informal": "No paper: an informal request" / "Ningún documento: una solicitud informal",
    Preservation = "preservation": "A request to preserve records" / "Una solicitud de conservar registros",
    AdministrativeSubpoena = "administrative-subpoena":
        "An administrative subpoena or agency warrant" / "Una citación administrativa o una orden de una agencia",
    AttorneySubpoena = "attorney-subpoena":
        "A subpoena signed by an attorney or a clerk" / "Una citación firmada por un abogado o un secretario",
    DepositionSubpoena = "deposition-subpoena": "A subpoena for a deposition" / "Una citación para una declaración",
    SearchWarrant = "search-warrant": "A search warrant" / "Una orden de registro",
    CourtOrder = "court-order": "An order of a court" / "Una orden de un tribunal",
    NationalSecurityLetter = "national-security-letter": "A national security letter" / "Una carta de seguridad nacional",
    Other = "other": "Another paper" / "Otro documento",
});

/// What counsel advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Advice {
    /// It is in proper form and is to be obeyed.
    Comply,
    /// Its form has defects that must be cured first.
    Defective,
    /// Object, resist or move to quash.
    Contest,
}

coded!(Advice {
    Comply = "comply": "In proper form: comply" / "Tiene la forma debida: cumplir",
    Defective = "defective": "Not in proper form: ask for it to be corrected" / "No tiene la forma debida: pedir que se corrija",
    Contest = "contest": "Object, resist or move to quash" / "Objetar, resistir o pedir que se anule",
});

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The policy and the law were explained, and nothing was given.
    Explained,
    /// Nothing was given.
    Refused,
    /// The library objected, in writing or in court.
    Objected,
    /// The library did not hand it over, and said why.
    Resisted,
    /// The library moved to quash it.
    MovedToQuash,
    /// What it names was released, or taken.
    Complied,
    /// It was to be complied with, and nothing of what it names is kept.
    NothingKept,
    /// Something was taken, or had been released, without the library's agreement to the end.
    LeftAnyway,
}

impl Outcome {
    /// Whether nothing was given.
    pub const fn gave_nothing(self) -> bool {
        !matches!(self, Self::Complied | Self::LeftAnyway)
    }

    /// What is stored under this code. Until December 2026 one word stood for the three of [`Self::contested`], and was shown as
    /// the first.
    pub fn stored(code: &str) -> Option<Self> {
        if code == "contested" { Some(Self::Objected) } else { Self::from_code(code) }
    }

    /// Whether the library stood against it.
    pub const fn contested(self) -> bool {
        matches!(self, Self::Objected | Self::Resisted | Self::MovedToQuash)
    }
}

coded!(Outcome {
    Explained = "explained": "Policy and law explained, nothing given" / "Se explicaron la política y la ley; no se entregó nada",
    Refused = "refused": "Refused, nothing given" / "Se rechazó; no se entregó nada",
    Objected = "objected": "The library objected" / "La biblioteca presentó una objeción",
    Resisted = "resisted": "The library resisted" / "La biblioteca se resistió",
    MovedToQuash = "moved-to-quash": "The library moved to quash it" / "La biblioteca pidió que se anulara",
    Complied = "complied": "Complied with" / "Se cumplió",
    NothingKept = "nothing-kept":
        "Nothing of what it names is kept" / "No se guarda nada de lo que pide",
    LeftAnyway = "left-anyway":
        "Something left without the library’s agreement" / "Algo salió sin el acuerdo de la biblioteca",
});

/// On what something of a record was given to police, an agency or a court.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReleasedOn {
    /// A legal process that the register has.
    Process,
    /// A fear for the person's safety (L25).
    WellnessCheck,
}

coded!(ReleasedOn {
    Process = "process": "A legal process" / "Un proceso legal",
    WellnessCheck = "wellness-check": "A wellness check" / "Una verificación de bienestar",
});

impl Instrument {
    /// Whether it can be an order of a court at all (§ 11-25(b)(2)(A)). What an attorney, a clerk or an agency signs is none,
    /// whatever somebody answers: a paper that a judge signed is recorded as an order of a court.
    pub const fn can_be_of_a_court(self) -> bool {
        matches!(self, Self::SearchWarrant | Self::CourtOrder | Self::Other)
    }

    /// What the decision takes it for. `court_order` is what somebody answered to the question of § 11-25(b)(2)(A): is this
    /// an order of a court? A question without an answer yet counts as no, and so does a yes beside what can be none. `None`: it
    /// is no process.
    pub fn kind(self, court_order: Option<bool>) -> Option<ProcessKind> {
        match self {
            Self::Informal | Self::Preservation => None,
            _ if court_order != Some(true) || !self.can_be_of_a_court() => Some(ProcessKind::Subpoena),
            Self::SearchWarrant => Some(ProcessKind::Warrant),
            _ => Some(ProcessKind::CourtOrder),
        }
    }
}

/// What the Director has recorded of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// What was brought.
    pub instrument: Instrument,
    /// When it was served.
    pub served_on: Option<NaiveDate>,
    /// By when it wants to be obeyed.
    pub comply_by: Option<NaiveDate>,
    /// Whether it is an order of a court, as somebody has answered.
    pub court_order: Option<bool>,
    /// Whether something is wrong with it on its face that nobody has put right.
    pub is_defective: bool,
    /// Whether everybody whom the library consults has been asked.
    pub counsel_asked: bool,
    /// What they advised.
    pub advice: Option<Advice>,
    /// Whether good cause was shown in court (W7).
    pub good_cause: bool,
}

/// A day by which something must have been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last day.
    pub on: NaiveDate,
    /// Which it is, for the keys of reminders.
    pub code: &'static str,
    /// What.
    pub what: Text,
}

const SOMETHING_LEFT: Text = Text::new(
    "Something was released or taken under it, so it does not end with nothing given. Say that it was complied with, or that \
     something left without the library’s agreement.",
    "Por este documento se entregó o se llevó algo, así que no termina sin entregar nada. Diga que se cumplió, o que algo salió \
     sin el acuerdo de la biblioteca.",
);

/// A written objection to a subpoena for a deposition: so many days from service (Conn. Gen. Stat. § 52-148e).
const OBJECTION: Days = Days::new(15);

impl Paper {
    /// The request, as the decision weighs it when the Director answers.
    pub fn police(&self) -> Police {
        let review = match (self.counsel_asked, self.advice) {
            (true, Some(Advice::Comply)) if !self.is_defective => Review::Sound,
            (true, Some(Advice::Comply | Advice::Defective)) => Review::Defective,
            // One of them is enough, before anybody else is asked.
            (_, Some(Advice::Contest)) => Review::Contested,
            _ => Review::Waiting,
        };
        let process = self.instrument.kind(self.court_order);
        Police {
            answered_by_director: true,
            process: process.map(|kind| Process { kind, review, good_cause_shown: self.good_cause }),
            immediate_threat: false,
        }
    }

    /// What the decision says now, about everything it could name.
    pub fn decision(&self, profile: &Profile, today: NaiveDate) -> Decision {
        let asker = Asker::Police(self.police());
        decide(&Request { asker, wanted: Wanted::everything(), today }, profile)
    }

    /// The days that count, the first one first.
    pub fn deadlines(&self) -> Vec<Deadline> {
        let mut all = Vec::new();
        if self.instrument == Instrument::DepositionSubpoena
            && let Some(served) = self.served_on
        {
            let fifteenth = served.checked_add_days(OBJECTION);
            let before = self.comply_by.and_then(|day| day.pred_opt());
            let on = [fifteenth, before].into_iter().flatten().min();
            all.extend(on.map(|on| Deadline {
                on,
                code: "objection",
                what: Text::new(
                    "Last day for a written objection (§ 52-148e)",
                    "Último día para objetar por escrito (§ 52-148e)",
                ),
            }));
        }
        all.extend(self.comply_by.map(|on| Deadline {
            on,
            code: "comply",
            what: Text::new("The day the paper names for compliance", "El día en que el documento pide cumplir"),
        }));
        all.sort_by_key(|deadline| deadline.on);
        all
    }

    /// Whether it may be closed like this: nothing is released before the decision allows it, and what is said of it is what
    /// was done. `left`: whether something was released or taken under it.
    ///
    /// # Errors
    /// What is missing.
    pub fn may_close(&self, outcome: Outcome, left: bool, profile: &Profile, today: NaiveDate) -> Result<(), Text> {
        let is_process = self.instrument.kind(self.court_order).is_some();
        match outcome {
            Outcome::Complied | Outcome::NothingKept => match self.decision(profile, today) {
                Decision::Refused(refused) => Err(refused.next),
                Decision::Allowed(_) if outcome == Outcome::Complied && !left => Err(Text::new(
                    "Nothing has left yet. Release what it names, or say that nothing of it is kept.",
                    "Todavía no salió nada. Entregue lo que pide, o diga que no se guarda nada de eso.",
                )),
                Decision::Allowed(_) if outcome == Outcome::NothingKept && left => Err(SOMETHING_LEFT),
                Decision::Allowed(_) => Ok(()),
            },
            Outcome::Explained | Outcome::Refused if left => Err(SOMETHING_LEFT),
            Outcome::LeftAnyway if !left => Err(Text::new("Nothing has left.", "No ha salido nada.")),
            contested if contested.contested() && self.advice != Some(Advice::Contest) => {
                Err(Text::new("Counsel has not advised to object.", "Nadie ha aconsejado oponerse."))
            }
            Outcome::Refused if is_process && !self.counsel_asked => Err(Text::new(
                "Ask counsel first: a paper that is not answered can cost the library its objection.",
                "Consulte primero: un documento sin respuesta puede costarle a la biblioteca su objeción.",
            )),
            Outcome::Explained if is_process => {
                Err(Text::new("There is a paper. It goes to counsel.", "Hay un documento. Va a consulta."))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn profile(slug: &str) -> Profile {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../libraries/{slug}.toml"));
        Profile::parse(slug, &std::fs::read_to_string(file).unwrap()).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn paper(instrument: Instrument) -> Paper {
        Paper {
            instrument,
            served_on: Some(day("2026-11-02")),
            comply_by: None,
            court_order: None,
            is_defective: false,
            counsel_asked: false,
            advice: None,
            good_cause: false,
        }
    }

    #[test]
    fn m8_c2_a_paper_with_something_wrong_is_not_complied_with_whatever_is_advised() {
        for slug in ["mansfield", "canton", "wethersfield", "lci-member", "putnam"] {
            let (profile, today) = (profile(slug), day("2026-11-23"));
            let order = Paper {
                court_order: Some(true),
                counsel_asked: true,
                advice: Some(Advice::Comply),
                good_cause: true,
                ..paper(Instrument::CourtOrder)
            };
            assert_eq!(order.may_close(Outcome::Complied, true, &profile, today), Ok(()), "{slug}");
            let defective = Paper { is_defective: true, ..order };
            assert_eq!(defective.police().process.unwrap().review, Review::Defective);
            assert!(defective.may_close(Outcome::Complied, true, &profile, today).is_err(), "{slug}");
            let contested = Paper { advice: Some(Advice::Contest), ..defective };
            assert_eq!(contested.police().process.unwrap().review, Review::Contested, "what is contested stays so");
        }
    }

    #[test]
    fn s3_c2_what_somebody_answered_about_the_court_says_what_a_paper_is_and_makes_no_subpoena_an_order() {
        for &one in Instrument::ALL {
            let is_none = matches!(one, Instrument::Informal | Instrument::Preservation);
            let is_warrant = one == Instrument::SearchWarrant;
            let ordered = match one {
                _ if is_warrant => ProcessKind::Warrant,
                Instrument::CourtOrder | Instrument::Other => ProcessKind::CourtOrder,
                // An attorney, a clerk or an agency signed it: no answer makes it an order of a court.
                _ => ProcessKind::Subpoena,
            };
            assert_eq!(one.kind(Some(true)), (!is_none).then_some(ordered), "{one:?}");
            for not in [Some(false), None] {
                assert_eq!(one.kind(not), (!is_none).then_some(ProcessKind::Subpoena), "{one:?}");
            }
        }
    }

    #[test]
    fn c2_what_counsel_advised_is_what_the_decision_weighs_and_what_may_be_closed() {
        let of = |advice, counsel_asked| Paper { counsel_asked, advice, ..paper(Instrument::AttorneySubpoena) };
        let review = |paper: Paper| paper.police().process.unwrap().review;
        assert_eq!(review(of(Some(Advice::Comply), true)), Review::Sound);
        assert_eq!(review(of(Some(Advice::Defective), true)), Review::Defective);
        assert_eq!(review(of(Some(Advice::Contest), true)), Review::Contested);
        assert_eq!(review(of(Some(Advice::Contest), false)), Review::Contested, "somebody was not asked yet");
        assert_eq!(review(of(None, true)), Review::Waiting);
        assert_eq!(review(of(Some(Advice::Comply), false)), Review::Waiting, "nobody was asked");
        let (canton, today) = (profile("canton"), day("2026-11-23"));
        let contested = |advice| of(advice, true).may_close(Outcome::MovedToQuash, false, &canton, today).is_ok();
        assert!(contested(Some(Advice::Contest)));
        assert!(!contested(Some(Advice::Comply)) && !contested(None));
    }

    #[test]
    fn codes_read_back() {
        for &one in Instrument::ALL {
            assert_eq!(Instrument::from_code(one.code()), Some(one));
        }
        for &one in Advice::ALL {
            assert_eq!(Advice::from_code(one.code()), Some(one));
        }
        for &one in Outcome::ALL {
            assert_eq!(Outcome::stored(one.code()), Some(one));
        }
        assert_eq!(Outcome::stored("contested"), Some(Outcome::Objected), "as it was written before");
        for &one in ReleasedOn::ALL {
            assert_eq!(ReleasedOn::from_code(one.code()), Some(one));
        }
    }

    #[test]
    fn m8_l15_l16_c2_w6_nothing_is_released_before_counsel_has_advised_to_comply_whatever_was_brought() {
        for slug in ["mansfield", "lci-member", "putnam", "canton", "wethersfield"] {
            let profile = profile(slug);
            for &instrument in Instrument::ALL {
                for court_order in [None, Some(false), Some(true)] {
                    for (counsel_asked, advice) in [
                        (false, None),
                        (true, None),
                        (false, Some(Advice::Comply)),
                        (true, Some(Advice::Defective)),
                        (true, Some(Advice::Contest)),
                    ] {
                        let paper = Paper { court_order, counsel_asked, advice, good_cause: true, ..paper(instrument) };
                        for (outcome, left) in [(Outcome::Complied, true), (Outcome::NothingKept, false)] {
                            assert!(paper.may_close(outcome, left, &profile, day("2026-11-23")).is_err(), "{slug}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn s3_w7_a_subpoena_signed_by_an_attorney_is_no_court_order_and_wethersfield_asks_for_good_cause() {
        let advised = |instrument, court_order| Paper {
            court_order,
            counsel_asked: true,
            advice: Some(Advice::Comply),
            ..paper(instrument)
        };
        let may = |slug: &str, paper: Paper| {
            paper.may_close(Outcome::Complied, true, &profile(slug), day("2026-11-23")).is_ok()
        };
        let subpoena = advised(Instrument::AttorneySubpoena, None);
        assert!(may("mansfield", subpoena), "M8: after review");
        assert!(!may("putnam", subpoena), "S3: an order of a court");
        assert!(may("putnam", advised(Instrument::CourtOrder, Some(true))));
        assert!(!may("putnam", advised(Instrument::CourtOrder, None)), "nobody has answered the question yet");
        let order = advised(Instrument::CourtOrder, Some(true));
        assert!(!may("wethersfield", order), "W7");
        assert!(may("wethersfield", Paper { good_cause: true, ..order }));
        assert!(!may("mansfield", advised(Instrument::Preservation, None)), "to keep is not to hand over");
    }

    #[test]
    fn x3_an_objection_counts_fifteen_days_from_service_or_the_day_before_compliance_if_sooner() {
        let deposition = paper(Instrument::DepositionSubpoena);
        assert_eq!(deposition.deadlines()[0].on, day("2026-11-17"));
        let soon = Paper { comply_by: Some(day("2026-11-10")), ..deposition };
        let days: Vec<_> = soon.deadlines().into_iter().map(|one| one.on).collect();
        assert_eq!(days, [day("2026-11-09"), day("2026-11-10")]);
        let late = Paper { comply_by: Some(day("2026-12-10")), ..deposition };
        assert_eq!(late.deadlines()[0].on, day("2026-11-17"));
        assert!(paper(Instrument::SearchWarrant).deadlines().is_empty());
    }

    #[test]
    fn l16_c2_without_paper_the_policy_is_explained_and_with_one_it_goes_to_counsel() {
        let (profile, today) = (profile("canton"), day("2026-11-23"));
        assert!(paper(Instrument::Informal).may_close(Outcome::Explained, false, &profile, today).is_ok());
        let order = paper(Instrument::CourtOrder);
        assert!(order.may_close(Outcome::Explained, false, &profile, today).is_err());
        assert!(order.may_close(Outcome::Refused, false, &profile, today).is_err());
        assert!(Paper { counsel_asked: true, ..order }.may_close(Outcome::Refused, false, &profile, today).is_ok());
        assert!(order.may_close(Outcome::Resisted, false, &profile, today).is_err());
    }

    #[test]
    fn m8_what_is_said_of_the_end_is_what_was_done() {
        let (canton, today) = (profile("canton"), day("2026-11-23"));
        let order = Paper {
            court_order: Some(true),
            counsel_asked: true,
            advice: Some(Advice::Comply),
            good_cause: true,
            ..paper(Instrument::CourtOrder)
        };
        let may = |outcome, left| order.may_close(outcome, left, &canton, today).is_ok();
        assert!(may(Outcome::Complied, true) && !may(Outcome::Complied, false));
        assert!(may(Outcome::NothingKept, false) && !may(Outcome::NothingKept, true));
        assert!(may(Outcome::Refused, false) && !may(Outcome::Refused, true));
        // An objection may come after a warrant has run.
        let contested = Paper { advice: Some(Advice::Contest), ..order };
        assert!(contested.may_close(Outcome::Objected, true, &canton, today).is_ok());
        let informal = paper(Instrument::Informal);
        assert!(informal.may_close(Outcome::Explained, true, &canton, today).is_err());
        assert!(informal.may_close(Outcome::NothingKept, false, &canton, today).is_err(), "nobody had to be answered");
    }

    #[test]
    fn m8_c2_whatever_was_brought_advised_and_taken_there_is_a_true_way_to_close_it_once_counsel_was_asked() {
        for slug in ["mansfield", "lci-member", "putnam", "canton", "wethersfield"] {
            let profile = profile(slug);
            for &instrument in Instrument::ALL {
                for advice in [None, Some(Advice::Comply), Some(Advice::Defective), Some(Advice::Contest)] {
                    for (court_order, left) in [(None, false), (None, true), (Some(true), false), (Some(true), true)] {
                        let paper = Paper { counsel_asked: true, advice, court_order, ..paper(instrument) };
                        let ends =
                            |outcome: &&Outcome| paper.may_close(**outcome, left, &profile, day("2026-11-23")).is_ok();
                        let ways: Vec<_> = Outcome::ALL.iter().filter(ends).collect();
                        assert!(!ways.is_empty(), "{slug}: {paper:?}, left: {left}");
                        // An objection is true of either: it may come after a warrant has run.
                        let untrue = |one: &&&Outcome| one.gave_nothing() == left && !one.contested();
                        assert!(!ways.iter().any(|one| untrue(&one)), "{slug}: {ways:?}, left: {left}");
                    }
                }
            }
        }
    }
}
