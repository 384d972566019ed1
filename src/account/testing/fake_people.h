// SPDX-License-Identifier: Apache-2.0
// The scripted ports of rooms' people (store/testing/scripted_ports.h) under the names that the fakes of this
// room have.
#pragma once

#include "store/testing/fake_reports.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::account::testing {

using store::testing::FakeConversations;
using store::testing::FakeMembers;
using store::testing::FakePeopleStore;
using store::testing::FakeReports;
using store::testing::FakeRetention;
using store::testing::Scripted;

}  // namespace heartlink::account::testing
