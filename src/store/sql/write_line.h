// SPDX-License-Identifier: Apache-2.0
// Where the ports put what is to be written. Behind it stands the writer's thread, or a simulation that
// decides itself when something is written (tests/fault/simulation/).
#pragma once

#include <memory>

#include "store/sql/write_job.h"

namespace heartlink::store::sql {

class WriteLine {
 public:
  // From every thread. The job is answered exactly once, later; one that is not taken answers busy,
  // storage_full or unavailable at once.
  virtual void submit(std::unique_ptr<WriteJob> job) = 0;

 protected:
  ~WriteLine() = default;
};

}  // namespace heartlink::store::sql
