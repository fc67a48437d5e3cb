//! What the desk does about a family: codes for a parent, stops, the end of a link.

use super::*;
use crate::{
    authority::{Director, Keeper},
    look, review,
};

#[sqlx::test(migrations = "../migrations")]
async fn a_stop_of_either_kind_ends_every_link_and_lets_none_be_made(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let staff = house.clerk(Role::Director);
    let mut pin = PIN;
    for (stop, next) in [(Stop::Custody, "7294"), (Stop::Emancipated, "6183")] {
        let Linked::Yes(link) = house.adds(ROSA, &card(ANA), pin).await else { panic!() };
        assert_eq!(desk::set_stop(&house.portal, &house.look(staff.clone()), stop).await.unwrap(), Ok(true));
        assert_eq!(desk::set_stop(&house.portal, &house.look(staff.clone()), stop).await.unwrap(), Ok(false));
        assert_eq!(house.over(link).await, Why::Desk, "{stop:?}");
        assert_eq!(house.adds(ROSA, &card(ANA), pin).await, Linked::Refused, "the PIN she knew does not work any more");
        // Should she learn the next one too, she reads the same words whatever kind of stop it is.
        house.clock.advance(Duration::hours(1));
        house.new_pin(next).await;
        pin = next;
        let Linked::No { reason, next, rules } = house.adds(ROSA, &card(ANA), pin).await else { panic!() };
        assert_eq!(
            (reason.en, reason.es, next.en, next.es),
            (
                "We cannot open this account to a parent or guardian at the moment.",
                "Por ahora no podemos abrir esta cuenta a madres, padres o tutores.",
                "Please speak with the Director.",
                "Por favor, hable con la dirección de la biblioteca.",
            )
        );
        assert_eq!(codes(&rules), ["L14", "S1", "S3"], "{stop:?}");
        // Even if a row were left over, it would open nothing.
        house.run(format!("UPDATE family_link SET ended_at = NULL, ended_why = NULL WHERE id = '{link}'")).await;
        assert_eq!(house.over(link).await, Why::Desk);
        assert!(house.who_sees_ana().await.guardians.is_empty());
        house.run("UPDATE family_link SET ended_at = now(), ended_why = 'desk' WHERE ended_at IS NULL").await;
        assert_eq!(house.lifts(Role::Director, stop).await, Ok(true));
        assert_eq!(house.lifts(Role::Director, stop).await, Ok(false));
    }
    let admin = house.clerk(Role::Administrator);
    assert!(desk::set_stop(&house.portal, &house.look(admin.clone()), Stop::Custody).await.unwrap().is_err());
    assert!(desk::family(&house.portal, &house.look(admin.clone())).await.unwrap().is_err());
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_a_code_from_the_desk_works_once_for_the_one_whose_photo_id_was_seen(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let row = house.named(None).await;
    house.has(3, "Luis", day(1990, 1, 1), SECRET).await;
    let code = house.code(row).await.unwrap();
    assert_eq!(house.types_code(3, &code).await, Linked::Refused, "in another's hands it does not work");
    let Linked::Yes(link) = house.types_code(ROSA, &code.to_lowercase().replace('-', " ")).await else { panic!() };
    house.opened(link).await;
    assert_eq!(house.types_code(ROSA, &code).await, Linked::Yes(link), "by a second click");
    assert_eq!(house.count("family_link").await, 1);
    assert_eq!(house.count("guardianship WHERE guardian_id IS NOT NULL AND source = 'desk'").await, 1);

    let old = house.code(row).await.unwrap();
    let new = house.code(row).await.unwrap();
    assert_eq!(house.types_code(ROSA, &old).await, Linked::Refused, "a newer one ends it");
    house.clock.advance(Duration::hours(24));
    assert_eq!(house.types_code(ROSA, &new).await, Linked::Refused, "for a day");
    assert_eq!(house.count("ledger_event WHERE action = 'family-code-made' AND via = 'desk'").await, 6, "for both");

    let lost = house.code(row).await.unwrap();
    access::report_card_lost(&house.portal, &house.patron(ANA), Lang::En, SITE).await.unwrap();
    assert_eq!(house.types_code(ROSA, &lost).await, Linked::Refused, "L19");
    assert!(house.code(Uuid::from_u128(1234)).await.is_err(), "an unknown row");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_that_is_tried_for_a_code_is_a_line_whatever_comes_of_it(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let row = house.named(Some(ROSA)).await;
    let tried = async |guardian: u32, row: Uuid| {
        let wanted = CodeWanted {
            guardian: CardNumber::parse(&card(guardian), &house.profile.card).unwrap(),
            row,
            seen: PhotoId::Passport,
            signed: false,
            form: house.portal.entropy.uuid(),
        };
        house.code_for(wanted).await.is_ok()
    };
    let lines = async || {
        house
            .all::<String>(
                "SELECT concat_ws(' ', detail ->> 'card', subject_id) FROM ledger_event \
                 WHERE action = 'card-looked-up' ORDER BY position",
            )
            .await
    };
    assert!(!tried(9, row).await && !tried(9, row).await);
    let mut expected = vec!["none".to_owned(); 2];
    assert_eq!(lines().await, expected, "each number that is nobody's");
    assert!(!tried(ROSA, Uuid::from_u128(1234)).await, "the record does not name her there");
    expected.push(format!("in-use {}", id(ROSA).0));
    assert_eq!(lines().await, expected, "that her card is open was said all the same");
    assert!(tried(ROSA, row).await);
    assert_eq!(lines().await, expected, "one errand is one line");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_code_for_a_parent_ends_that_parents_code_for_that_child_and_no_other(pool: PgPool) {
    let (luis, eva) = (3, 4);
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.has(luis, "Luis", day(1984, 1, 1), SECRET).await;
    house.has(eva, "Eva", day(2014, 1, 1), PIN).await;
    let of_rosa = house.named(Some(ROSA)).await;
    let of_luis = house.names_guardian(&house.numbered(ANA), Some(&house.numbered(luis)), "Luis Ibarra").await;
    let evas = house.names_guardian(&house.numbered(eva), Some(&house.numbered(ROSA)), "Rosa Ibarra").await;
    let make = async |child: u32, guardian: u32, row: Uuid| {
        let wanted = CodeWanted {
            guardian: CardNumber::parse(&card(guardian), &house.profile.card).unwrap(),
            row,
            seen: PhotoId::Passport,
            signed: false,
            form: house.portal.entropy.uuid(),
        };
        let look = house.look_at(house.clerk(Role::Desk), child);
        let made = desk::make_family_code(&house.portal, &look, wanted).await.unwrap().unwrap();
        made.code.expose_secret().to_owned()
    };
    let old = make(ANA, ROSA, of_rosa).await;
    let others = [(luis, make(ANA, luis, of_luis).await), (ROSA, make(eva, ROSA, evas).await)];
    let new = make(ANA, ROSA, of_rosa).await;
    assert_eq!(house.types_code(ROSA, &old).await, Linked::Refused);
    for (who, code) in others.into_iter().chain([(ROSA, new)]) {
        assert!(matches!(house.types_code(who, &code).await, Linked::Yes(_)), "{who}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_clerk_alone_ties_nobody_to_a_child_who_cannot_be_told(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let other = house.enters("omar", "Omar", house.colleague(Role::Desk)).await;
    let director = house.employs("ruth", "Ruth", Role::Director).await;
    let row = house.named(None).await;
    let untold = format!("UPDATE contact SET email = NULL WHERE person_id = '{}'", id(ANA));
    house.run(untold).await;
    let code = house.code(row).await.unwrap();
    assert_eq!(house.types_code(ROSA, &code).await, Linked::Refused, "nobody has confirmed it");
    let waiting = look::open_codes(&house.portal, &other).await.unwrap().unwrap();
    assert_eq!((waiting.len(), waiting[0].opens), (1, look::Opens::ChildsRecord));
    let seconds = async |who: &Staff| look::second(&house.portal, who, waiting[0].id, PhotoId::Passport).await.unwrap();
    assert_eq!(seconds(&clerk).await, look::Seconded::Own);
    assert_eq!(seconds(&other).await, look::Seconded::Done);
    assert_eq!(house.count("ledger_event WHERE action = 'family-code-confirmed'").await, 2, "for both");
    let Linked::Yes(_) = house.types_code(ROSA, &code).await else { panic!() };
    let letters = format!("postal_letter WHERE kind = 'guardian-linked' AND person_id = '{}'", id(ANA));
    assert_eq!(house.count(&letters).await, 1, "the child is told by letter");

    let made = look::codes_by_clerk(&house.portal, &Keeper::of(&director).unwrap()).await.unwrap();
    let [one] = made.rows.as_slice() else { panic!("one code: {made:?}") };
    assert_eq!((one.opens, one.by.as_deref(), one.untold), (look::Opens::ChildsRecord, Some("Wanda"), true));
    assert_eq!(one.second.as_deref(), Some("Omar"));
    let lines = review::lines(&house.portal, &Director::of(&director).unwrap()).await.unwrap();
    let hers = lines.iter().find(|line| line.name == "Wanda" && line.kind == "family-review").unwrap();
    assert_eq!((hers.looks.looks, hers.looks.people), (1, 1), "in the review, once");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_made_a_code_for_a_parent_does_not_use_it_from_the_computer_they_are_signed_in_at(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.employs("wanda", "Wanda", Role::Desk).await;
    let row = house.named(None).await;
    let code = house.code(row).await.unwrap();
    let at = |last: u8| IpAddr::from([198, 51, 100, last]);
    sqlx::query(
        "INSERT INTO staff_session (library, secret_hash, id, staff_id, created_at, last_seen_at, idle_ends_at, ends_at, client) \
         SELECT library, 'x', gen_random_uuid(), id, $1, $1, $1 + interval '15 minutes', $1 + interval '9 hours', $2 \
         FROM staff_account",
    )
    .bind(house.now())
    .bind(&crate::throttle::mark_of_client(&house.portal, at(9))[..])
    .execute(&pool)
    .await
    .unwrap();
    house.run("UPDATE one_time_token SET made_by = (SELECT id FROM staff_account)").await;
    let window = house.types_code_at(ROSA, &code, at(9), false).await;
    assert_eq!(window, Linked::AtDesk, "also without the desk's cookie, as in a private window");
    let browser = house.types_code_at(ROSA, &code, at(10), true).await;
    assert_eq!(browser, Linked::AtDesk, "nor in a browser of the desk, wherever that is");
    house.run("UPDATE one_time_token SET made_by = NULL, second_by = (SELECT id FROM staff_account)").await;
    let second = house.types_code_at(ROSA, &code, at(9), false).await;
    assert_eq!(second, Linked::AtDesk, "nor does whoever confirmed it");
    assert_eq!(house.count("family_link").await, 0);
    let beside = house.types_code_at(ROSA, &code, at(10), false).await;
    assert!(matches!(beside, Linked::Yes(_)), "a public computer beside it is the parent's: {beside:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_child_with_an_address_is_told_whatever_they_chose_and_the_code_needs_no_second(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let row = house.named(None).await;
    let no = format!(
        "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, \
                              decided_at, means, source, sourced_at) \
         VALUES ('lci-member', gen_random_uuid(), '{}', 'all-mail', 'email', false, 'W', '1', 'en', '2026-01-01Z', 'portal', \
                 'portal', '2026-01-01Z')",
        id(ANA)
    );
    house.run(no).await;
    let code = house.code(row).await.unwrap();
    let Linked::Yes(_) = house.types_code(ROSA, &code).await else { panic!() };
    let mails = format!("outbox WHERE kind = 'guardian-linked' AND person_id = '{}'", id(ANA));
    assert_eq!(house.count(&mails).await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_without_having_signed_for_the_card_photo_id_makes_no_code(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let row = house.named(Some(ROSA)).await;
    house.run("UPDATE guardianship SET cosigner = false").await;
    assert!(house.code(row).await.is_err());
    let canton = House::of(&pool, "canton", day(2013, 5, 6)).await;
    let row = canton.named(Some(ROSA)).await;
    assert!(canton.code(row).await.is_err(), "C3");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_ends_one_link_and_says_no_more(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    let staff = house.clerk(Role::Desk);
    let family = desk::family(&house.portal, &house.look(staff.clone())).await.unwrap().unwrap();
    assert_eq!((family.links.len(), family.links[0].id), (1, link));
    assert_eq!(desk::end_link(&house.portal, &house.look_at(staff.clone(), ROSA), link).await.unwrap(), Ok(false));
    assert_eq!(desk::end_link(&house.portal, &house.look(staff.clone()), link).await.unwrap(), Ok(true));
    assert_eq!(house.over(link).await, Why::Desk);
    house.opened(house.linked().await).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stop_ends_every_way_in_a_parent_may_share_and_no_file_brings_the_old_secret_back(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let old = bcrypt::hash(PIN, 4).unwrap();
    let file = format!("cardnumber,surname,password\n{},Ibarra,{old}\n", card(ANA));
    let load = async || {
        let options = crate::ils::Options::of(&house.profile, house.now().date_naive());
        let (kind, file) = (crate::ils::FileKind::KohaBorrowers, std::io::Cursor::new(file.clone()));
        let report = crate::ils::import(&house.portal, &house.operator(), kind, file, options, &mut |_| {}).await;
        assert!(report.unwrap().applied());
    };
    for stop in [Stop::Custody, Stop::Emancipated] {
        // The parent has all there is: the PIN (as the library's own system has it), the family computer, the mailbox
        // that links go to, and a code that was never used.
        house.run(format!("DELETE FROM credential WHERE person_id = '{}'", id(ANA))).await;
        load().await;
        assert!(house.signs_in(&card(ANA), PIN).await);
        house.asks_for_link().await;
        access::make_activation_code(&house.portal, &house.operator(), &card(ANA)).await.unwrap().unwrap();
        let ways = ["session", "known_device", "one_time_token WHERE ended_at IS NULL"];
        for way in ways {
            assert!(house.count(way).await > 0, "{way}");
        }
        let mails = house.count("outbox WHERE kind = 'reset'").await;

        house.stops(stop).await;
        for way in ways {
            assert_eq!(house.count(way).await, 0, "{stop:?}: {way}");
        }
        assert!(!house.signs_in(&card(ANA), PIN).await);
        load().await;
        house.clock.advance(Duration::hours(2));
        assert!(!house.signs_in(&card(ANA), PIN).await, "the library's own system does not bring it back");
        house.asks_for_link().await;
        assert_eq!(
            house.count("outbox WHERE kind = 'reset'").await,
            mails,
            "no link to an address that a parent may read"
        );
        assert_eq!(house.count("one_time_token WHERE ended_at IS NULL").await, 0);
        let said = "ledger_event WHERE action = 'access-closed' AND 'credential.hash' = ANY (fields)";
        assert!(house.count(said).await > 0, "the child reads what was done");
        assert_eq!(house.count("ledger_event WHERE detail::text ~ 'custody|emancipated'").await, 0, "and nobody why");

        // A clerk's code, handed to the young person, is the way in.
        house.clock.advance(Duration::hours(2));
        house.new_pin("7294").await;
        assert!(house.signs_in(&card(ANA), "7294").await);
        load().await;
        assert!(house.signs_in(&card(ANA), "7294").await);
        assert_eq!(house.lifts(Role::Director, stop).await, Ok(true));
        house.asks_for_link().await;
        assert_eq!(
            house.count("outbox WHERE kind = 'reset'").await,
            mails + 1,
            "once it is lifted, links go out again"
        );
        house.clock.advance(Duration::hours(2));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_had_no_pin_before_a_stop_gets_none_from_a_file_after_it(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.run(format!("DELETE FROM credential WHERE person_id = '{}'", id(ANA))).await;
    house.stops(Stop::Custody).await;
    let file = format!("cardnumber,surname,password\n{},Ibarra,{}\n", card(ANA), bcrypt::hash(PIN, 4).unwrap());
    let options = crate::ils::Options::of(&house.profile, house.now().date_naive());
    let (kind, file) = (crate::ils::FileKind::KohaBorrowers, std::io::Cursor::new(file));
    let report = crate::ils::import(&house.portal, &house.operator(), kind, file, options, &mut |_| {}).await;
    assert!(report.unwrap().applied());
    assert!(!house.signs_in(&card(ANA), PIN).await);
    house.new_pin("7294").await;
    assert!(house.signs_in(&card(ANA), "7294").await);
}

#[sqlx::test(migrations = "../migrations")]
async fn only_the_director_lifts_a_stop_made_for_custody(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.stops(Stop::Custody).await;
    house.stops(Stop::Emancipated).await;
    for role in [Role::Desk, Role::CollectionServicesManager, Role::Administrator] {
        let no = house.lifts(role, Stop::Custody).await.unwrap_err();
        assert!(!no.reason.en.is_empty() && !no.rules.is_empty(), "{role:?}");
    }
    let desk = house.clerk(Role::Desk);
    let family = desk::family(&house.portal, &house.look(desk.clone())).await.unwrap().unwrap();
    let lines: Vec<_> = family.stops.iter().map(|one| (one.stop, one.may_lift)).collect();
    assert_eq!(lines, [(Stop::Custody, false), (Stop::Emancipated, true)], "the page offers what would be done");
    assert_eq!(house.count("guardian_hold WHERE lifted_at IS NULL").await, 2);
    assert_eq!(house.lifts(Role::Desk, Stop::Emancipated).await, Ok(true));
    assert_eq!(house.lifts(Role::Director, Stop::Custody).await, Ok(true));
}

#[sqlx::test(migrations = "../migrations")]
async fn no_child_is_added_while_a_stop_is_being_set(pool: PgPool) {
    let house = Arc::new(House::of(&pool, "lci-member", day(2013, 5, 6)).await);
    let row = house.named(Some(ROSA)).await;
    let code = house.code(row).await.unwrap();
    let mut stop = begun(&house).await;
    sqlx::query(
        "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
         VALUES ('lci-member', gen_random_uuid(), $1, 'custody', gen_random_uuid(), now())",
    )
    .bind(id(ANA).0)
    .execute(&mut *stop)
    .await
    .unwrap();
    let (one, two, three) = (house.clone(), house.clone(), house.clone());
    let by_card = tokio::spawn(async move { one.adds(ROSA, &card(ANA), PIN).await });
    let by_code = tokio::spawn(async move { two.types_code(ROSA, &code).await });
    let new_code = tokio::spawn(async move { three.code(row).await });
    someone_waits(&house.pool, 3).await;
    assert!(!by_card.is_finished() && !by_code.is_finished() && !new_code.is_finished(), "they wait for the stop");
    stop.commit().await.unwrap();
    assert!(matches!(by_card.await.unwrap(), Linked::No { .. }));
    assert!(matches!(by_code.await.unwrap(), Linked::No { .. }));
    assert!(new_code.await.unwrap().is_err());
    assert_eq!(house.count("family_link").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_that_is_being_made_while_a_stop_is_set_ends_with_it(pool: PgPool) {
    let house = Arc::new(House::of(&pool, "lci-member", day(2013, 5, 6)).await);
    let mut link = begun(&house).await;
    sqlx::query(
        "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, proven, linked_at) \
         VALUES ('lci-member', gen_random_uuid(), $1, $2, $2, 'childs-card', now())",
    )
    .bind(id(ROSA).0)
    .bind(id(ANA).0)
    .execute(&mut *link)
    .await
    .unwrap();
    let one = house.clone();
    let stop = tokio::spawn(async move { one.stops(Stop::Custody).await });
    someone_waits(&house.pool, 1).await;
    assert!(!stop.is_finished(), "the stop waits for the link");
    link.commit().await.unwrap();
    stop.await.unwrap();
    assert_eq!(house.count("family_link WHERE ended_at IS NULL").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_the_desk_sees_the_signed_application_and_the_record_says_so_from_then_on(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let row = house.named(None).await;
    house.run("UPDATE guardianship SET cosigner = false").await;
    let wanted = |signed| CodeWanted {
        form: house.portal.entropy.uuid(),
        guardian: CardNumber::parse(&card(ROSA), &house.profile.card).unwrap(),
        row,
        seen: PhotoId::Passport,
        signed,
    };
    assert!(house.code_for(wanted(false)).await.is_err(), "photo ID alone does not do");
    let changed = "ledger_event WHERE action = 'family-record-changed'";
    assert_eq!((house.count("guardianship WHERE cosigner").await, house.count(changed).await), (0, 0));
    let code = house.code_for(wanted(true)).await.unwrap();
    assert_eq!(house.count("guardianship WHERE cosigner").await, 1);
    for (subject, who) in [(ANA, "the child's activity"), (ROSA, "and the guardian's")] {
        let said = format!(
            "{changed} AND subject_id = '{}' AND via = 'desk' \
             AND fields = ARRAY['family_record.name', 'family_record.cosigner']",
            id(subject)
        );
        assert_eq!(house.count(&said).await, 1, "{who}");
        let made = format!("ledger_event WHERE action = 'family-code-made' AND subject_id = '{}'", id(subject));
        assert_eq!(house.count(&made).await, 1, "{who}");
    }
    let Linked::Yes(link) = house.types_code(ROSA, &code).await else { panic!() };
    house.opened(link).await;
    house.code_for(wanted(false)).await.unwrap();
    assert_eq!(house.count(changed).await, 2, "said once");

    // They showed no card: once the record no longer names them, nothing speaks for them.
    house.run("DELETE FROM guardianship").await;
    assert!(matches!(house.over(link).await, Why::Refused { .. }));
    assert!(house.who_sees_ana().await.guardians.is_empty());
    // With the card they are who they are by the card.
    assert_eq!(house.adds(ROSA, &card(ANA), PIN).await, Linked::Yes(link));
    house.opened(link).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_for_a_parent_is_eight_characters_and_is_not_guessed(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let row = house.named(None).await;
    let code = house.code(row).await.unwrap();
    assert_eq!(code.len(), 9, "eight characters and a dash: {code}");
    for n in 0..10 {
        assert_eq!(house.types_code(ROSA, &format!("0000000{n}")).await, Linked::Refused);
    }
    assert_eq!(house.types_code(ROSA, &code).await, Linked::Refused, "ten wrong ones, and that client waits");
    house.clock.advance(Duration::seconds(30));
    let linked = house.types_code(ROSA, &code).await;
    assert!(matches!(linked, Linked::Yes(_)));
    house.clock.advance(Duration::seconds(30));
    assert_eq!(house.types_code(ROSA, &code).await, linked, "a second click is told what the first did");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_reported_lost_and_a_stop_at_once_are_both_done(pool: PgPool) {
    let house = House::of(&pool, "mansfield", day(2014, 5, 6)).await;
    for _ in 0..20 {
        house.run("UPDATE card SET status = 'active', closed_at = NULL; DELETE FROM guardian_hold").await;
        house.is_signed_in(&house.numbered(ANA)).await;
        let ana = house.patron(ANA);
        let lost = access::report_card_lost(&house.portal, &ana, Lang::En, SITE);
        let (lost, ()) = futures::join!(lost, house.stops(Stop::Custody));
        lost.unwrap();
        assert_eq!(house.count("session").await, 0);
    }
}
