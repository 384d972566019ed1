// SPDX-License-Identifier: Apache-2.0
// What the handlers of one worker need. Built once per worker by the composition root; outlives every
// request.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "account/authenticate.h"
#include "account/change_password.h"
#include "account/register.h"
#include "account/sign_in.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/executor.h"
#include "base/lifecycle.h"
#include "base/metrics.h"
#include "base/random.h"
#include "bus/bus.h"
#include "diagnose/handshake_log.h"
#include "diagnose/pulse.h"
#include "match/matchmaker.h"
#include "model/handshake.h"
#include "presence/calls.h"
#include "presence/registry.h"
#include "protocol/http.h"
#include "store/store.h"

namespace heartlink::api {

// What a socket of this request would be told: welcome (no error), or why not.
struct AdmissionAnswer {
  AdmissionAnswer() = default;

  std::optional<base::Error> error;
  std::string diagnosis_id;  // of the refusal's row in the handshake log
  bool to_owner = false;     // whoever asks is told what the owner can do
  std::optional<model::Handshake> last_refusal;
};
using AskAdmission =
    std::function<void(const protocol::SharedRequest&, const std::string& room, std::string_view origin,
                       std::function<void(const AdmissionAnswer&)>)>;

struct Services {
  base::Executor& worker;
  const base::Config& config;
  const base::Clock& clock;
  const base::Lifecycle& lifecycle;
  base::Random& random;
  base::Metrics& metrics;
  store::Store& store;
  presence::Registry& registry;
  presence::Calls& calls;
  bus::Bus& bus;
  const account::Sessions& sessions;
  account::Authenticate authenticate;
  account::SignIn& sign_in;
  account::Register& registration;
  account::ChangePassword& change_password;
  match::Matchmaker& matchmaker;
  diagnose::HandshakeLog& handshakes;
  diagnose::Pulse& pulse;
  AskAdmission ask_admission;
  std::function<bool(std::string_view)> has_file;  // inside the binary
};

}  // namespace heartlink::api
