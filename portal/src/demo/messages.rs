//! What was said: notices sent, notes, questions, registrations, reviews, and time at the public computers.

use super::{Ink, Part, Patron, SOURCE};
use crate::Result;
use chrono::{Duration, NaiveDate};
use domain::{inventory::Class, profile::NoticeKind};

/// Writes everything of the kind about a patron.
pub(super) async fn write(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    notices(ink, patron).await?;
    notes(ink, patron).await?;
    registrations(ink, patron).await?;
    questions(ink, patron).await?;
    contributions(ink, patron).await?;
    computer_sessions(ink, patron).await
}

struct Notice {
    days_ago: i64,
    kind: &'static str,
    en: (&'static str, &'static str),
    es: (&'static str, &'static str),
}

const NOTICES: [Notice; 3] = [
    Notice {
        days_ago: 9,
        kind: "hold-ready",
        en: ("Your hold is ready", "Something you asked for is ready for you at the desk. We keep it for seven days."),
        es: (
            "Su reserva está lista",
            "Algo que usted pidió está listo en el mostrador. Se lo guardamos durante siete días.",
        ),
    },
    Notice {
        days_ago: 33,
        kind: "almost-due",
        en: ("Due in three days", "Something you have borrowed is due in three days. You can renew it online."),
        es: ("Vence en tres días", "Un material que usted tiene vence en tres días. Puede renovarlo en línea."),
    },
    Notice {
        days_ago: 48,
        kind: "overdue",
        en: ("Overdue", "Something you have borrowed is overdue. Please bring it back, or renew it."),
        es: ("Vencido", "Un material que usted tiene está vencido. Por favor, devuélvalo o renuévelo."),
    },
];

/// What somebody who borrows every day gets: more than one page of it, and nothing so old that a library would have deleted it.
fn receipts() -> Vec<Notice> {
    let one = |days_ago| Notice {
        days_ago,
        kind: NoticeKind::Receipt.code(),
        en: ("What you borrowed today", "You borrowed two things today. They are due in three weeks."),
        es: ("Lo que se llevó hoy", "Hoy se llevó dos materiales. Vencen en tres semanas."),
    };
    (1..=54).map(one).collect()
}

async fn notices(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    if patron.part == Part::NotActivated || patron.part == Part::ChildOfSix {
        return Ok(());
    }
    let mut all: Vec<&Notice> = NOTICES.iter().collect();
    let daily = receipts();
    if patron.part == Part::Collector && ink.profile.notices.contains_key(&NoticeKind::Receipt) {
        all.extend(&daily);
    }
    for notice in all {
        let (subject, body) = if patron.spanish() { notice.es } else { notice.en };
        let day = ink.today - Duration::days(notice.days_ago + ink.dice.days(5));
        if notice.days_ago + 5 > ink.days_kept(Class::Notices) {
            continue;
        }
        let bounced = patron.part == Part::LostCard && notice.kind == "overdue";
        let (channel, address, delivery) = match &patron.email {
            Some(email) => ("email", Some(email.as_str()), if bounced { "bounced" } else { "delivered" }),
            None => ("post", None, "sent"),
        };
        sqlx::query!(
            "INSERT INTO notice_sent (library, id, person_id, kind, channel, address, sent_at, subject, body, delivery, \
                                      source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            notice.kind,
            channel,
            address,
            ink.dice.open_hours(day),
            subject,
            body,
            delivery,
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}

async fn notes(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    match patron.part {
        Part::Reader => note(ink, patron, "patron", "Thank you for the gardening books you gave us.", 160, None).await,
        Part::NoEmail => {
            note(ink, patron, "staff", "Home delivery on Tuesdays.\nRing twice; he is hard of hearing.", 300, None)
                .await
        }
        Part::ExpiredCard => note(ink, patron, "contact", "Summer address from June to August.", 150, None).await,
        Part::Debtor => note(ink, patron, "staff", "Agreed to pay in three parts.", 15, None).await,
        Part::LostCard => {
            let reason = Some("It is about somebody else.");
            note(ink, patron, "staff", "Card found in the bag of R. Calloway, who was asked about it.", 4, reason).await
        }
        _ => Ok(()),
    }
}

async fn note(
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    kind: &str,
    body: &str,
    days_ago: i64,
    withheld: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO note (library, id, person_id, kind, body, written_on, withheld_reason, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        kind,
        body,
        ink.today - Duration::days(days_ago),
        withheld,
        SOURCE,
        ink.now,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn registrations(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let (event, in_days) = match patron.part {
        Part::Reader => ("Seeds and soil: starting a garden in April", -20),
        Part::Parent | Part::ChildOfSix => ("Story time on the rug", 12),
        Part::ChildOfThirteen => ("Comics club", 5),
        Part::SpanishReader => ("Conversación en inglés, nivel intermedio", 3),
        Part::NoEmail => ("Chair yoga", -12),
        _ => return Ok(()),
    };
    if -in_days >= ink.days_kept(Class::Registrations) {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO registration (library, id, person_id, event, event_at, name, email, phone, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        event,
        ink.dice.open_hours(ink.today + Duration::days(in_days)),
        patron.name.full(),
        patron.email,
        patron.phone,
        SOURCE,
        ink.now,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn questions(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let (asked, answer) = match patron.part {
        Part::Reader => (
            "Do you have the town's tax lists from before 1850?",
            Some("Yes, on microfilm, from 1781. The reader is beside the map cabinet."),
        ),
        Part::SpanishReader => (
            "¿Dónde encuentro libros para prepararme para el examen de ciudadanía?",
            Some("En el estante de idiomas, junto a la entrada; también hay cursos gratuitos los jueves."),
        ),
        Part::NearlyEighteen => ("How do I find articles about tidal power for a school paper?", None),
        _ => return Ok(()),
    };
    let days_ago = 2 + ink.dice.days(25);
    if days_ago >= ink.days_kept(Class::Questions) {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO question (library, id, person_id, asked_on, question, answer, source, sourced_at, answered_on) \
         VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, CASE WHEN $6::text IS NOT NULL THEN $4::date END)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        ink.today - Duration::days(days_ago),
        asked,
        answer,
        SOURCE,
        ink.now,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn contributions(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let made: &[(&str, &str, &str)] = match patron.part {
        Part::Reader => &[
            ("review", "Middlemarch", "Long, and I was sorry when it ended. Give it a hundred pages."),
            ("list", "Books for a snowed-in week", "Bleak House; The Magic Mountain; War and Peace"),
            ("suggestion", "More large print mysteries", "Especially older ones."),
        ],
        Part::ChildOfThirteen => &[("review", "New Kid", "The drawings are really funny and it felt true.")],
        Part::Name => &[("suggestion", "Poetry in other languages", "Facing pages, if there are any.")],
        _ => &[],
    };
    for (index, (kind, title, body)) in made.iter().enumerate() {
        let made_on: NaiveDate = ink.today - Duration::days(50 + 111 * i64::try_from(index).unwrap_or(0));
        sqlx::query!(
            "INSERT INTO contribution (library, id, person_id, kind, title, body, made_on, source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            *kind,
            *title,
            *body,
            made_on,
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}

/// Date, length and print balance, and nothing of what was looked at (L2).
async fn computer_sessions(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let count = match patron.part {
        Part::SpanishReader | Part::Debtor => 14,
        Part::Reader | Part::NearlyEighteen => 5,
        _ => 0,
    };
    for index in 0..count {
        let days_ago = 2 + index * 3;
        if days_ago >= ink.days_kept(Class::ComputerUse) {
            break;
        }
        let day = ink.today - Duration::days(days_ago);
        let minutes = 10 + i32::try_from(ink.dice.below(50)).unwrap_or(0);
        let balance = 25 * ink.dice.days(20);
        sqlx::query!(
            "INSERT INTO computer_session (library, id, person_id, started_at, minutes, print_balance_cents, source, \
                                           sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            ink.dice.open_hours(day),
            minutes,
            balance,
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}
