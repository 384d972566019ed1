// SPDX-License-Identifier: Apache-2.0
// The bus of tests (bus/testing/fake_bus.h) under the name that the fakes of this room have.
#pragma once

#include "bus/testing/fake_bus.h"

namespace heartlink::account::testing {

using bus::testing::FakeBus;

}  // namespace heartlink::account::testing
