//! L28, L29: a service that the portal is connected to learns of each yes and each no, and what was said there counts here.

use super::{
    stand_in::{Does, MONTHLY, WEEKLY, WHO},
    there::{LIBRARY, There},
    *,
};
use crate::{consent::SoFar, jobs};
use serde_json::json;
use tokio_util::sync::CancellationToken;

fn on(list: i64) -> (i64, String) {
    (list, "confirmed".to_owned())
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_yes_is_subscribed_once_and_its_number_is_kept(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    let cleo = there.agrees("Cleo").await;
    there.says(&cleo, false).await;
    assert_eq!(there.turn().await, Worked { confirmed: 1, ..Worked::default() });
    assert_eq!(there.service.heard(), ["POST /api/subscribers", "GET /api/subscribers/4711"]);
    assert_eq!(there.service.has(), [("ana@example.org".to_owned(), vec![on(WEEKLY)])]);
    assert_eq!(there.one::<i64>("SELECT remote_id FROM service_listed").await, 4711);
    let line = "ledger_event WHERE action = 'listed-for-service' AND subject_id IS NOT NULL AND purpose = 'weekly' \
                AND actor_kind = 'system' AND detail->>'service' = 'newsletter' AND 'L28' = ANY (rules) \
                AND fields = '{service_listed.name,service_listed.email}'";
    assert_eq!(there.count(line).await, 1);
    let has = at_services(&there.portal, &ana.patron()).await.unwrap();
    assert_eq!((has[0].so_far, has[0].removed_at), (SoFar::Confirmed(there.now()), None));
    assert_eq!(there.far().await, (1, 0, 0));

    // Nothing more is done, but that it is read once a day.
    assert_eq!((there.turn().await, there.service.heard()), (Worked::default(), vec![]));
    there.clock.advance(Duration::days(1));
    assert_eq!(
        (there.turn().await, there.service.heard()),
        (Worked::default(), vec!["GET /api/subscribers/4711".into()])
    );
    assert_eq!(there.count(line).await, 1);

    // The job does it: there is no list to make or to take.
    let form = there.portal.entropy.uuid();
    assert_eq!(make(&there.portal, &there.director, LIST, form).await.unwrap(), Made::NotOffered);
    assert_eq!(there.file(form).await, None);
    assert_eq!(there.count("service_list").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn nothing_but_name_and_address_is_sent(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana =
        there.person("Ana").surname("Ortiz").born("1990-02-03").phone("860-555-0101").email("Ana@example.org").card();
    let ana = ana.add().await;
    there.says(&ana, true).await;
    there.turn().await;
    there.says_to(&ana, "monthly", true).await;
    there.turn().await;
    there.says(&ana, false).await;
    there.turn().await;
    there.says_to(&ana, "monthly", false).await;
    there.turn().await;
    let heard = there.service.heard_whole();
    let sent: Vec<_> =
        heard.iter().filter(|one| !one.body.is_null()).map(|one| (one.method.as_str(), one.body.clone())).collect();
    assert_eq!(
        sent,
        [
            (
                "POST",
                json!({ "email": "Ana@example.org", "name": "Ana Ortiz", "status": "enabled", "lists": [WEEKLY],
                        "preconfirm_subscriptions": true })
            ),
            ("PUT", json!({ "ids": [4711], "action": "add", "target_list_ids": [MONTHLY] })),
            ("PUT", json!({ "ids": [4711], "action": "remove", "target_list_ids": [WEEKLY] })),
        ]
    );
    for one in &heard {
        assert!(!one.path.contains('?') && !one.path.contains("query"), "{}: never its search by SQL", one.path);
        let names: Vec<String> =
            one.head.lines().skip(1).map(|line| line.split(':').next().unwrap().to_lowercase()).collect();
        let known = ["host", "authorization", "content-type", "content-length"];
        assert!(names.iter().all(|name| known.contains(&name.as_str())), "{}", one.head);
        assert!(one.head.contains(&format!("token {WHO}")), "who asks");
    }
    assert_eq!(there.service.has(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn l24_l28_a_name_that_the_profile_does_not_give_the_service_is_not_sent_and_no_address_where_it_may_have_none(
    pool: PgPool,
) {
    let mut there = There::open(&pool).await;
    there.agrees("Ana").await;
    for (with_address, there_are) in [(true, 1), (false, 0)] {
        let mut profile = Profile::clone(&there.profile);
        let service = profile.vendors.iter_mut().find(|vendor| vendor.code == "newsletter").unwrap();
        service.receives.retain(|field| (field.to_string() == "contact.email") == with_address);
        work(&there.portal, &profile, &CancellationToken::new()).await.unwrap();
        assert_eq!(there.service.has().len(), there_are);
        assert!(there.service.names().iter().all(|name| name == "ana"), "its own, of the address");
        there.run("DELETE FROM service_listed").await;
        there.another_service().await;
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_statement_beside_an_address_goes_with_it_to_a_service_that_is_connected(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    for (column, said) in [("email", "It is my old one"), ("phone", "Not mine")] {
        there
            .run(format!(
                "INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, \
                                         asked_by, asked_at, status, statement, stated_at) \
                 VALUES ('{LIBRARY}', gen_random_uuid(), '{0}', '{column}', '{{}}', 'contact', '{column}', '{0}', 'W', \
                         'patron', now(), 'refused', '{said}', now())",
                ana.id.0
            ))
            .await;
    }
    there.turn().await;
    assert_eq!(there.service.heard_whole()[0].body["attribs"], json!({ "statement": "It is my old one" }));
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_a_no_removes_it_there_too(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.says_to(&ana, "monthly", true).await;
    there.turn().await;
    // An entry that is there is put on a list without a word about how it stands to it.
    let added = (MONTHLY, "unconfirmed".to_owned());
    assert_eq!(there.service.has(), [("ana@example.org".to_owned(), vec![on(WEEKLY), added.clone()])]);
    assert_eq!(there.count("service_listed WHERE remote_id = 4711 AND state = 'confirmed'").await, 2, "one number");
    there.service.heard();

    there.says(&ana, false).await;
    assert_eq!(there.turn().await, Worked { removed: 1, ..Worked::default() });
    assert_eq!(there.service.has(), [("ana@example.org".to_owned(), vec![added])], "the other stays");
    assert_eq!(there.service.heard()[1], "PUT /api/subscribers/lists");
    let has = at_services(&there.portal, &ana.patron()).await.unwrap();
    let weekly = has.iter().find(|one| one.list == "weekly").unwrap();
    assert_eq!(weekly.removed_at, Some(there.now()));
    assert_eq!(there.count("service_listed WHERE removed_how = 'portal' AND removed_by IS NULL").await, 1);
    let line = "ledger_event WHERE action = 'removed-at-service' AND actor_kind = 'system' AND subject_id IS NOT NULL";
    assert_eq!(there.count(line).await, 1);

    there.says_to(&ana, "monthly", false).await;
    there.turn().await;
    assert_eq!(there.service.has(), [], "on no list is not there");
    assert!(there.service.heard().contains(&"DELETE /api/subscribers/4711".to_owned()));
    assert_eq!((there.turn().await, there.to_remove().await), (Worked::default(), vec![]));

    // A later yes begins anew.
    there.says(&ana, true).await;
    there.turn().await;
    assert_eq!(there.service.has(), [("ana@example.org".to_owned(), vec![on(WEEKLY)])]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_of_what_others_keep_there_nothing_but_the_list_is_taken(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.turn().await;
    there.service.wipes("ana@example.org");
    let id = there.service.holds("ana@example.org", &[(WEEKLY, "confirmed"), (99, "confirmed")]);
    there.run(format!("UPDATE service_listed SET remote_id = {id}")).await;
    there.says(&ana, false).await;
    there.turn().await;
    assert_eq!(there.service.has(), [("ana@example.org".to_owned(), vec![(99, "confirmed".to_owned())])]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_left_there_is_never_subscribed_again(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    let ben = there.agrees("Ben").await;
    there.agrees("Cleo").await;
    there.turn().await;
    there.service.leaves("ana@example.org", WEEKLY);
    there.service.blocklists("ben@example.org");
    there.service.wipes("cleo@example.org");
    let before = there.service.has();
    there.clock.advance(Duration::days(1));
    there.service.heard();
    assert_eq!(there.turn().await, Worked { left: 2, failed: 1, ..Worked::default() });

    // A no here, by the way of those who leave there; who took Cleo off, nobody knows.
    let said: Vec<String> = there.all("SELECT means FROM consent WHERE NOT given").await;
    assert_eq!(said, ["service", "service"]);
    let line = "ledger_event WHERE action = 'consent-withdrawn' AND via = 'service' AND actor_kind = 'system'";
    assert_eq!(there.count(line).await, 2);
    assert_eq!(there.count("service_listed WHERE removed_how = 'service'").await, 2);
    assert_eq!(there.whys().await, ["gone"]);
    for _ in 0..3 {
        assert_eq!(there.turn().await, Worked::default());
    }

    // They say yes here again: the service says that they left, and somebody asks them.
    there.says(&ana, true).await;
    there.says(&ben, true).await;
    for _ in 0..3 {
        there.turn().await;
    }
    assert_eq!(there.whys().await, ["left", "left", "gone"]);
    let heard = there.service.heard();
    assert!(heard.iter().all(|one| one.starts_with("GET ")), "nothing is changed there: {heard:?}");
    assert_eq!(there.service.has(), before);
    let has = at_services(&there.portal, &ana.patron()).await.unwrap();
    assert_eq!(has[0].so_far, SoFar::Failed);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_left_one_newsletter_there_is_not_put_back_by_another(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.turn().await;
    there.service.leaves("ana@example.org", MONTHLY);
    there.says_to(&ana, "monthly", true).await;
    there.turn().await;
    assert_eq!(there.failed("monthly").await[0].why, Why::Left);
    assert_eq!(there.service.has()[0].1, [on(WEEKLY), (MONTHLY, "unsubscribed".to_owned())]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_is_there_already_and_not_by_us_is_left_as_they_are_until_somebody_looks(pool: PgPool) {
    let there = There::open(&pool).await;
    let id = there.service.holds("ana@example.org", &[(99, "confirmed"), (WEEKLY, "unsubscribed")]);
    let other = there.service.holds("ben@example.org", &[]);
    let before = there.service.has();
    let ana = there.agrees("Ana").await;
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    assert_eq!(there.service.heard(), ["POST /api/subscribers"]);
    assert_eq!(there.whys().await, ["exists"]);
    assert_eq!(there.waits().await, [(None, LIST.to_owned())]);
    for _ in 0..2 {
        assert_eq!(there.turn().await, Worked::default());
    }
    assert_eq!((there.service.has(), there.service.heard()), (before, vec![]), "never created or updated at once");

    // Somebody types a number: another's, one that nobody has, the right one.
    for (number, why) in [(other, "other"), (1, "gone"), (id, "left")] {
        assert_eq!(there.again("weekly", |_| Some(number)).await, 1);
        assert_eq!(there.again("weekly", |_| Some(number)).await, 0, "a second click");
        there.turn().await;
        assert_eq!(there.whys().await, [why]);
    }
    // She was asked, and put on the list there.
    there.service.wipes("ana@example.org");
    let id = there.service.holds("ana@example.org", &[(WEEKLY, "confirmed")]);
    there.again("weekly", |_| Some(id)).await;
    assert_eq!(there.turn().await, Worked { confirmed: 1, ..Worked::default() });
    assert_eq!(there.far().await, (1, 0, 0));
    there.says(&ana, false).await;
    there.turn().await;
    assert_eq!(there.service.has().len(), 1, "and off again, by that number");
}

#[sqlx::test(migrations = "../migrations")]
async fn whom_nobody_here_can_find_there_the_staff_take_off_by_hand(pool: PgPool) {
    let there = There::open(&pool).await;
    there.service.holds("ana@example.org", &[]);
    let ana = there.agrees("Ana").await;
    there.turn().await;
    there.says(&ana, false).await;
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    assert_eq!(there.whys().await, [""; 0], "nothing to try again");
    let wanted = there.to_remove().await;
    assert_eq!(wanted.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
    assert_eq!(there.waits().await[0], (Some(1), LIST.to_owned()));
    assert_eq!(there.ticks_off().await, 1);
    assert_eq!(there.count("service_listed WHERE removed_how = 'desk' AND state = 'removed'").await, 1);
    assert_eq!((there.turn().await, there.waits().await), (Worked::default(), vec![]));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_changed_is_replaced_there_and_one_that_two_share_stays_while_one_wants_it(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    let ben = there.person("Ben").email("Ana@example.org").add().await;
    there.says(&ben, true).await;
    assert_eq!(there.turn().await, Worked { confirmed: 2, ..Worked::default() });
    assert_eq!(there.service.has().len(), 1, "one address is one entry");
    there.says(&ana, false).await;
    assert_eq!(there.turn().await, Worked::default());
    there.run(format!("UPDATE contact SET email = 'ben@example.net' WHERE person_id = '{}'", ben.id)).await;
    there.turn().await;
    there.turn().await;
    assert_eq!(there.service.has(), [("ben@example.net".to_owned(), vec![on(WEEKLY)])]);
    assert_eq!(there.count("service_listed WHERE removed_at IS NULL").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn of_a_record_that_is_deleted_the_address_and_its_number_stay_until_it_is_off_there(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.turn().await;
    there.run(format!("DELETE FROM person WHERE id = '{}'", ana.id)).await;
    let left: Vec<String> = there.all("SELECT name || email || ' ' || remote_id FROM service_listed").await;
    assert_eq!(left, ["ana@example.org 4711"]);
    assert_eq!(there.turn().await, Worked { removed: 1, ..Worked::default() });
    assert_eq!((there.service.has(), there.count("service_listed").await), (vec![], 0));
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_was_on_a_list_of_the_staffs_is_asked_for_once_the_portal_is_connected(pool: PgPool) {
    let mut there = There::open(&pool).await;
    let connected = there.portal.services.clone();
    there.disconnects();
    there.agrees("Ana").await;
    let ben = there.agrees("Ben").await;
    there.makes().await;
    there.connects(connected);
    there.service.holds("ana@example.org", &[(WEEKLY, "confirmed")]);
    there.says(&ben, false).await;
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    assert_eq!(there.whys().await, ["exists"], "the staff put her there");
    assert_eq!(there.to_remove().await.len(), 1, "and take Ben off, whose number is not known");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_service_that_is_away_loses_nobody_and_whoever_says_no_meanwhile_was_never_sent(pool: PgPool) {
    let mut there = There::open(&pool).await;
    let port = there.service.port;
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    there.is_at(gone);
    let mut all = Vec::new();
    for name in ["Ana", "Ben", "Cleo", "Dan", "Eve"] {
        all.push(there.agrees(name).await);
    }
    for _ in 0..10 {
        assert_eq!(there.turn().await, Worked { away: Some("connection".into()), ..Worked::default() });
    }
    assert_eq!(there.count("service_listed WHERE state <> 'asked' OR may_be_there OR tries > 0").await, 0);
    let has = at_services(&there.portal, &all[0].patron()).await.unwrap();
    assert_eq!(has[0].so_far, SoFar::Asked);
    for person in &all[..2] {
        there.says(person, false).await;
    }
    assert_eq!(there.turn().await.removed, 2, "without a request");
    there.is_at(port);
    assert_eq!(there.turn().await, Worked { confirmed: 3, ..Worked::default() });
    assert_eq!(there.service.has().len(), 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_user_without_rights_subscribes_nobody_and_it_is_said(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.service.next(&[Does::Says(403)]);
    assert_eq!(there.turn().await, Worked::default(), "one trouble may be one person's");
    for _ in 0..2 {
        there.agrees(&format!("B{}", there.now().timestamp())).await;
    }
    there.service.next(&[Does::Says(403); 3]);
    assert_eq!(there.turn().await.away.as_deref(), Some("403"));

    // The service says "done" of a list that its user may not manage, and does nothing.
    there.service.closes(WEEKLY);
    assert_eq!(there.turn().await.failed, 3);
    assert_eq!(there.whys().await, ["no-list"; 3]);
    there.says(&ana, false).await;
    assert_eq!(there.turn().await.removed, 1, "her name and address are not left there");
    assert_eq!(there.service.has().len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_said_to_be_removed_and_is_not_is_seen(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.says_to(&ana, "monthly", true).await;
    there.turn().await;
    there.service.closes(WEEKLY);
    there.says(&ana, false).await;
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    assert_eq!((there.whys().await, there.to_remove().await.len()), (vec!["not-removed"], 1));
    assert_eq!(there.turn().await, Worked::default());
    let has = at_services(&there.portal, &ana.patron()).await.unwrap();
    assert!(has.iter().all(|one| one.removed_at.is_none()), "nobody says that she is off");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_the_service_does_not_take_is_looked_at_once(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.person("Ana").email("ana@blocked.example").add().await;
    there.says(&ana, true).await;
    there.turn().await;
    assert_eq!(there.whys().await, ["refused"]);
    there.says(&ana, false).await;
    there.service.heard();
    assert_eq!(there.turn().await.removed, 1, "it was never there");
    assert_eq!(there.service.heard(), [""; 0]);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_entry_that_somebody_gave_another_address_is_not_deleted(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    let ben = there.agrees("Ben").await;
    there.turn().await;
    there.service.renames("ana@example.org", "zoe@example.org");
    there.service.renames("ben@example.org", "yan@example.org");
    there.says(&ana, false).await;
    there.clock.advance(Duration::days(1));
    there.turn().await;
    assert_eq!(there.whys().await, ["not-removed", "other"]);
    assert_eq!(there.service.has().len(), 2);
    assert!(at_services(&there.portal, &ben.patron()).await.unwrap()[0].removed_at.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_gets_it_without_a_card_is_sent_there_too(pool: PgPool) {
    let there = There::open(&pool).await;
    let service = there.profile.vendors.iter().find(|vendor| vendor.code == "newsletter").unwrap().name.en.clone();
    there
        .run(format!(
            "INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
             VALUES ('{LIBRARY}', '00000000-0000-0000-0000-0000000000a1', 'Zoe', 'zoe@example.org', 'es', '{{}}', \
                     '2026-11-01Z', '2026-11-01Z'); \
             INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, decided_at, \
                                       means) \
             VALUES ('{LIBRARY}', gen_random_uuid(), '00000000-0000-0000-0000-0000000000a1', 'weekly', true, \
                     'It goes to the service that sends it ({service}).', '1', 'es', '2026-11-01Z', 'double-opt-in')",
        ))
        .await;
    assert_eq!(there.turn().await, Worked { confirmed: 1, ..Worked::default() });
    assert_eq!(there.service.names(), ["Zoe"]);
    there.service.leaves("zoe@example.org", WEEKLY);
    there.clock.advance(Duration::days(1));
    assert_eq!(there.turn().await.left, 1);
    assert_eq!(there.count("subscription WHERE NOT given AND means = 'service' AND language = 'es'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_staff_see_what_went_wrong_and_each_of_them_reads_that_they_did(pool: PgPool) {
    let there = There::open(&pool).await;
    there.service.holds("ana@example.org", &[]);
    there.agrees("Ana").await;
    there.turn().await;
    assert_eq!(there.failed("weekly").await[0].email, "ana@example.org");
    let line = "ledger_event WHERE action = 'viewed' AND actor_kind = 'staff' AND 'service_listed.email' = ANY (fields) \
                AND subject_id IS NOT NULL";
    assert_eq!(there.count(line).await, 1);
    there.again("weekly", |_| None).await;
    let line = "ledger_event WHERE action = 'listed-for-service' AND actor_kind = 'staff'";
    assert_eq!(there.count(line).await, 1, "it is sent again, and she reads by whom");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_job_says_in_numbers_what_it_did_and_which_service_is_away(pool: PgPool) {
    let mut there = There::open(&pool).await;
    there.agrees("Ana").await;
    let job = |there: &There| {
        let means = jobs::Means { libraries: vec![there.profile.clone()], ..jobs::Means::default() };
        jobs::all(means).into_iter().find(|job| job.name() == "newsletter-service").unwrap()
    };
    let ran = job(&there).run(&there.portal, &CancellationToken::new()).await.unwrap();
    assert_eq!(ran.did, "1 on a list, 0 off, 0 had left there, 0 told of a change, 0 to be looked at");
    assert!(!ran.more);
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    there.is_at(gone);
    for name in ["Ben", "Cleo", "Dan"] {
        there.agrees(name).await;
    }
    there.clock.advance(Duration::minutes(5));
    let ran = job(&there).run(&there.portal, &CancellationToken::new()).await.unwrap();
    assert!(ran.did.ends_with(", the service of lci-member is away (connection)"), "{}", ran.did);
}
