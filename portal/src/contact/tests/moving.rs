//! Moving house: several details at once.

use super::*;
use crate::contact::ask_together;

/// Ana's new home: address, telephone and e-mail.
fn home() -> [Change; 3] {
    let typed = |name: &str| match name {
        "address" => "7 Birch Rd".to_owned(),
        "city" => "Canton".to_owned(),
        _ => String::new(),
    };
    [
        Change::read(Detail::Address, typed).unwrap(),
        change(Detail::Phone, "860-555-0177"),
        change(Detail::Email, "ana@birch.example"),
    ]
}

impl Room {
    async fn moves(&self, forms: &[Uuid], home: &[Change]) -> Vec<ChangeOutcome> {
        let wishes: Vec<_> = forms
            .iter()
            .zip(home)
            .map(|(form, change)| Wish { change, lang: Lang::En, site: SITE, form: *form })
            .collect();
        ask_together(&self.portal, &Reauthenticated::new(self.ana.clone()), &wishes).await.unwrap()
    }

    fn forms(&self) -> Vec<Uuid> {
        (0..3).map(|_| self.portal.entropy.uuid()).collect()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn moving_house_is_all_of_it_or_nothing_and_is_told_once(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    // Too many addresses were tried today: the street stays as well.
    for n in 0..5 {
        room.asks(&change(Detail::Email, &format!("try{n}@example.org"))).await;
    }
    let (mails, lines) = (room.mails().await.len(), room.count("ledger_event").await);
    let outcomes = room.moves(&room.forms(), &home()).await;
    assert_eq!(outcomes.last(), Some(&ChangeOutcome::TooMany));
    assert!(room.details().await.in_words(Detail::Address, Lang::En).contains("Elm"));
    assert_eq!((room.mails().await.len(), room.count("ledger_event").await), (mails, lines));

    room.clock.advance(Duration::days(2));
    let forms = room.forms();
    let outcomes = room.moves(&forms, &home()).await;
    assert_eq!(outcomes[..2], [ChangeOutcome::Made, ChangeOutcome::Made]);
    assert!(matches!(outcomes[2], ChangeOutcome::LinkSent { .. }));
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::Address, Lang::En), "7 Birch Rd\nCanton");
    assert_eq!(details.in_words(Detail::Phone, Lang::En), "860-555-0177");
    assert_eq!(details.in_words(Detail::Email, Lang::En), OLD, "until the link is opened");
    let all = room.mails().await;
    // The newest stand first.
    let to_the_old = all[..all.len() - mails].iter().filter(|mail| mail.to == OLD).count();
    assert_eq!(to_the_old, 2, "once that contact details changed, and once that the address is to change");

    let (mails, lines) = (room.mails().await.len(), room.count("ledger_event").await);
    let again = room.moves(&forms, &home()).await;
    assert_eq!(again, [ChangeOutcome::Same, ChangeOutcome::Same, outcomes[2].clone()], "sent twice");
    assert_eq!((room.mails().await.len(), room.count("ledger_event").await), (mails, lines));
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_where_the_desk_decides_each_part_of_a_move_waits_for_itself(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let outcomes = room.moves(&room.forms(), &home()).await;
    assert!(matches!(outcomes[0], ChangeOutcome::WaitsForDesk { .. }));
    let details = room.details().await;
    assert_eq!(details.pending.len(), 3);
    let phone = details.under_way(Detail::Phone).unwrap().id;
    assert!(take_back(&room.portal, &room.ana, phone).await.unwrap());
    assert_eq!(room.details().await.pending.len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_ended_since_moves_nothing(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    crate::access::end_all_sessions(&room.portal, &room.ana).await.unwrap();
    assert_eq!(room.moves(&room.forms(), &home()).await, [ChangeOutcome::SignedOut]);
    assert!(room.details().await.in_words(Detail::Phone, Lang::En).contains("0100"));
}
