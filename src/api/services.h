// SPDX-License-Identifier: Apache-2.0
// What the handlers of one worker need. Built once per worker by the composition root; outlives every
// request.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "account/authenticate.h"
#include "account/sign_in.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/executor.h"
#include "base/lifecycle.h"
#include "base/metrics.h"
#include "base/random.h"
#include "protocol/http.h"
#include "store/store.h"

namespace heartlink::api {

// What a socket of this request would be told: nothing, or the error and the id of its log line.
using AdmissionAnswer =
    std::function<void(const std::optional<base::Error>&, const std::string& diagnosis_id)>;
using AskAdmission = std::function<void(const protocol::SharedRequest&, const std::string& room,
                                        std::string_view origin, AdmissionAnswer)>;

struct Services {
  base::Executor& worker;
  const base::Config& config;
  const base::Clock& clock;
  const base::Lifecycle& lifecycle;
  base::Random& random;
  base::Metrics& metrics;
  store::Store& store;
  const account::Sessions& sessions;
  account::Authenticate authenticate;
  account::SignIn& sign_in;
  AskAdmission ask_admission;
  std::function<bool(std::string_view)> has_file;  // inside the binary
};

}  // namespace heartlink::api
