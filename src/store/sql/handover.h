// SPDX-License-Identifier: Apache-2.0
// How finished jobs get back to those who asked: one task per executor, in the order of the jobs.
#pragma once

#include "base/result.h"
#include "store/sql/write_queue.h"

namespace heartlink::store::sql {

// Answers every job, later, on its asker's executor. Safe from every thread.
void hand_over(Jobs jobs);

// The same, after replacing every result.
void refuse_all(Jobs jobs, const base::Error& error);

}  // namespace heartlink::store::sql
