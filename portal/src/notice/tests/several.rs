//! Mails of several kinds: each kind has an answer of its own, and each answer counts until the mail's turn.

use super::*;

impl Room {
    /// Ana, who gets one mail a day, with a receipt, something overdue and a bill in today's.
    async fn ana_with_a_mail_of_three(&self) -> Person {
        let ana = self.ana().await;
        self.chooses(&ana.patron(), Choice::NoticesDaily(true)).await;
        self.lends(&ana, "Herons", 0, 21).await;
        self.lends(&ana, "Ibis", 30, -1).await;
        self.bills(&ana).await;
        assert_eq!(self.works().await.written, 1);
        assert_eq!(self.kinds().await, ["notices"]);
        self.clock.advance(Duration::minutes(1));
        ana
    }

    /// Kind and state of each thing that was told or not.
    async fn states(&self) -> Vec<String> {
        self.all("SELECT kind || ' ' || state FROM notice_due WHERE state <> 'known' ORDER BY kind").await
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_a_no_to_one_of_several_kinds_holds_the_mail_back_and_the_others_are_told_without_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana_with_a_mail_of_three().await;
    consent::tests::says(&room.portal, &ana.patron(), Purpose::Notice(NoticeKind::Overdue), false).await;
    let receiver = Receiver::start().await;
    let delivers = async || deliver(&room.portal, &receiver.transport(), 10).await.unwrap();
    assert_eq!(delivers().await, Delivered { withheld: 1, ..Delivered::default() });
    assert_eq!(room.states().await, ["bill written", "overdue written", "receipt written"]);

    assert_eq!(room.works().await.written, 1);
    assert_eq!(room.states().await, ["bill written", "overdue unwanted", "receipt written"]);
    assert_eq!(delivers().await, Delivered { sent: 1, ..Delivered::default() });
    let text = room.told().await.pop().unwrap().1;
    assert!(text.contains("Herons") && text.contains("$12.50") && !text.contains("Ibis"), "{text}");
    assert_eq!(room.works().await, Worked::default(), "that is all");
    assert_eq!(receiver.mails().len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_a_no_and_a_yes_before_the_turn_leave_a_mail_of_several_kinds_as_it_is(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana_with_a_mail_of_three().await;
    for given in [false, true] {
        room.clock.advance(Duration::seconds(1));
        consent::tests::says(&room.portal, &ana.patron(), Purpose::Notice(NoticeKind::Overdue), given).await;
    }
    let receiver = Receiver::start().await;
    assert_eq!(deliver(&room.portal, &receiver.transport(), 10).await.unwrap().sent, 1);
    assert_eq!(room.works().await, Worked::default());
}

#[sqlx::test(migrations = "../migrations")]
async fn l31_where_a_mail_of_several_kinds_cannot_go_at_all_the_bill_in_it_goes_by_letter(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana_with_a_mail_of_three().await;
    consent::tests::says(&room.portal, &ana.patron(), Purpose::AllMail, false).await;
    let receiver = Receiver::start().await;
    assert_eq!(deliver(&room.portal, &receiver.transport(), 10).await.unwrap().withheld, 1);
    let worked = room.works().await;
    assert_eq!((worked.written, worked.letters), (0, 1));
    assert_eq!(room.states().await, ["bill posted", "overdue unwanted", "receipt unwanted"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l31_where_the_address_is_gone_before_the_turn_the_bill_goes_by_letter(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana_with_a_mail_of_three().await;
    room.run(format!(
        "INSERT INTO returned_mail (library, id, person_id, address, code, kind, returned_at) \
         VALUES ('canton', gen_random_uuid(), '{}', 'ana@example.org', '5.1.1', 'reset', now())",
        ana.id,
    ))
    .await;
    let receiver = Receiver::start().await;
    assert_eq!(deliver(&room.portal, &receiver.transport(), 10).await.unwrap().withheld, 1);
    assert_eq!(room.works().await.letters, 1);
    assert_eq!(room.states().await, ["bill posted", "overdue no-address", "receipt no-address"]);
}
