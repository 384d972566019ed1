// SPDX-License-Identifier: Apache-2.0
// What `heartlink doctor` found, said to people or as JSON: a line for each box of the checklist, and for the
// broken one its cause and its fix from the error table. Pure.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "cli/texts.h"
#include "diagnose/doctor.h"

namespace heartlink::cli {

// Ends with a line end.
[[nodiscard]] std::string doctor_text(const diagnose::Checkup& checkup, const std::string& url, Lang lang);

// {"ok","url","room","user","boxes":[{"box","state","code","cause","fix","detail","diagnosis_id","ms"}],
// "broken"}; what does not apply is null. A passed box has its note as "detail".
[[nodiscard]] boost::json::object doctor_json(const diagnose::Checkup& checkup, const std::string& url,
                                              Lang lang);

}  // namespace heartlink::cli
