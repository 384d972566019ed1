// SPDX-License-Identifier: Apache-2.0
// The next process on the same disk, while the machine still runs: the first one was killed, or ended itself
// after an I/O error. It sees everything that was written, also what no sync has made durable, and people
// send again what was never answered. Then the power goes out, and what the second process has acknowledged
// must be there too, whoever wrote it.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/fault/disk/crash_images.h"
#include "tests/fault/disk/notes.h"

namespace heartlink::fault::disk {

struct SecondLife {
  std::vector<std::string> wrong;
  std::size_t images = 0;
  std::size_t lost = 0;
};

struct FirstLife {
  DiskState disk;  // as the first process left it
  Notes notes;     // and what people knew then
  bool marked = false;  // it left data/io-fault
};

// Judges `images` images of the second process's end and middle. `scratch` is a directory to work in.
[[nodiscard]] SecondLife live_again(FirstLife first, const std::string& scratch, std::size_t images,
                                    std::mt19937_64& dice);

}  // namespace heartlink::fault::disk
