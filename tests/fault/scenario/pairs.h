// SPDX-License-Identifier: Apache-2.0
// Rooms of two that end while one of them talks without a pause: by a block, or because the other leaves. On
// a server of its own, for an ended room can be entered by nobody and so not be read three ways; what is
// wrong becomes a finding of the run. Called by f28_membership.cc.
#pragma once

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

// Each way that often.
void end_rooms_of_two(Trial& trial, int times);

}  // namespace heartlink::fault
