// SPDX-License-Identifier: Apache-2.0
// What a directory may look like after the power went out. A DiskState follows a record: what is durable, and
// what was done since and may or may not be on the disk. From it comes an image: the durable state, and of
// the rest any part, in any order, torn at sectors. Pure: bytes in memory; who wants files writes them
// (write_files).
//
// The model, as POSIX has it and no better: a sync makes everything done to that file before it durable, its
// name not; a name is durable once its directory was synced. A sync that failed makes nothing durable, and
// what it should have written is lost to every later sync as well (the kernel has marked those pages clean).
// Sectors of 512 bytes are written whole or not at all; a sector that is written anew does not harm bytes
// outside of the write (SQLite's powersafe overwrite, which the unix file system claims). Where a file grew
// and the data did not arrive there are zeros or noise.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/fault/disk/record.h"

namespace heartlink::fault::disk {

// The files of a directory by name.
using Files = std::map<std::string, std::string>;

// Which part of the uncertain changes is lost.
struct Loss {
  enum class Kind : std::uint8_t {
    all,  // nothing that was not synced arrived
    none,  // everything arrived: what a killed process leaves
    but_one,  // all of it is lost but change `index`
    only_one,  // change `index` alone is lost
    after,  // the first `index` changes arrived
    subset,  // change n arrived if bit n of `bits` is set
    torn,  // each change is lost, arrived, or arrived in some of its sectors, as `bits` seeds it
    shuffled  // as torn, and what arrived was written in another order
  };
  Kind kind = Kind::all;
  std::size_t index = 0;
  std::uint64_t bits = 0;
};

[[nodiscard]] std::string describe(const Loss& loss);

enum class Fate : std::uint8_t { lost, arrived, torn };

struct Image {
  Files files;
  std::size_t lost = 0;  // changes of which nothing arrived
  std::size_t torn = 0;  // of which some sectors did
  bool reordered = false;  // a later change arrived and an earlier one did not, or they came in another order
  std::vector<std::string> story;  // what became of each uncertain change
};

class DiskState {
 public:
  // Everything in `files` is durable.
  explicit DiskState(const Files& files = {});

  void take(const SharedStep& step);

  // How many changes of contents and names may or may not be on the disk.
  [[nodiscard]] std::size_t uncertain() const;

  // As the processes see it while the machine runs.
  [[nodiscard]] Files seen() const;

  // The same loss gives the same image.
  [[nodiscard]] Image after(const Loss& loss) const;

 private:
  struct Change {
    std::size_t inode;
    SharedStep step;
    bool durable = false;
    bool given_up = false;  // a sync of it has failed
  };
  struct Name {
    std::optional<std::size_t> durable;  // the inode behind it
    std::vector<std::optional<std::size_t>> since;  // and what it was made to be after that, in order

    [[nodiscard]] std::optional<std::size_t> now() const { return since.empty() ? durable : since.back(); }
  };

  // What becomes of the next uncertain change.
  using Fates = std::function<Fate()>;

  void sync(std::size_t inode, bool failed);
  // The inode behind each name that is there.
  [[nodiscard]] std::map<std::string, std::size_t> names_after(const Fates& fates, Image& image) const;

  std::vector<std::string> inodes_;  // durable contents
  std::vector<Change> changes_;  // what comes on top, in order; durable ones only behind one given up
  std::map<std::string, Name> names_;
};

// Puts the files into a directory that holds nothing else afterwards. Throws when it cannot.
void write_files(const Files& files, const std::string& directory);

}  // namespace heartlink::fault::disk
