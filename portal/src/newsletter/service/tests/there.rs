//! A library whose newsletters a service sends that the portal is connected to.

use super::{Room, stand_in::StandIn};
use crate::{
    consent,
    newsletter::service::{Failed, Services, Worked, again, failed, of_newsletter, work},
    testing::Person,
};
use chrono::Duration;
use domain::consent::Purpose;
use sqlx::PgPool;
use std::ops::Deref;
use tokio_util::sync::CancellationToken;

pub(crate) const LIBRARY: &str = "lci-member";

/// A library and its service.
pub(in crate::newsletter::service) struct There {
    room: Room,
    pub(crate) service: StandIn,
}

impl Deref for There {
    type Target = Room;

    fn deref(&self) -> &Room {
        &self.room
    }
}

impl There {
    pub(crate) async fn open(pool: &PgPool) -> Self {
        let service = StandIn::start().await;
        let mut room = Room::open(pool).await;
        room.house.portal.services = service.services(LIBRARY);
        Self { room, service }
    }

    /// With a service that has nobody yet.
    pub(crate) async fn another_service(&mut self) {
        self.service = StandIn::start().await;
        self.connects(self.service.services(LIBRARY));
    }

    /// The service is at another place from now on.
    pub(crate) fn is_at(&mut self, port: u16) {
        self.service.port = port;
        self.connects(self.service.services(LIBRARY));
    }

    /// The portal is connected to nothing any more.
    pub(crate) fn disconnects(&mut self) {
        self.connects(Services::default());
    }

    /// The portal is connected to these.
    pub(crate) fn connects(&mut self, services: Services) {
        self.room.house.portal.services = services;
    }

    /// The job's next turn, five minutes later.
    pub(crate) async fn turn(&self) -> Worked {
        self.clock.advance(Duration::minutes(5));
        work(&self.portal, &self.profile, &CancellationToken::new()).await.unwrap()
    }

    /// Somebody says yes or no to another newsletter.
    pub(crate) async fn says_to(&self, person: &Person, list: &str, given: bool) {
        self.clock.advance(Duration::seconds(1));
        let list = self.profile.newsletters.iter().find(|one| one.code == list).unwrap();
        consent::tests::says(&self.portal, &person.patron(), Purpose::Newsletter(list), given).await;
    }

    /// What went wrong with a newsletter, by address and why.
    pub(crate) async fn failed(&self, list: &str) -> Vec<Failed> {
        failed(&self.portal, &self.room.director, list).await.unwrap().unwrap().rows
    }

    /// Why something went wrong with the weekly, one after the other.
    pub(crate) async fn whys(&self) -> Vec<&'static str> {
        self.failed("weekly").await.iter().map(|one| one.why.code()).collect()
    }

    /// Has all that went wrong with a newsletter tried again, with these numbers.
    pub(crate) async fn again(&self, list: &str, number: impl Fn(&Failed) -> Option<i64>) -> usize {
        let these: Vec<_> = self.failed(list).await.iter().map(|one| (one.id, number(one))).collect();
        again(&self.portal, &self.room.director, list, &these).await.unwrap()
    }

    /// How many are on the weekly's list, are asked for, and came to nothing.
    pub(crate) async fn far(&self) -> (i64, i64, i64) {
        let found = of_newsletter(&self.portal, &self.room.editor, "weekly").await.unwrap().unwrap();
        let there = found.connected.unwrap();
        (there.confirmed, there.asked, there.failed)
    }
}
