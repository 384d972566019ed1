// SPDX-License-Identifier: Apache-2.0
#include "net/static_files.h"

#include <array>

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

const std::array<EmbeddedFile, 3> embedded{
    EmbeddedFile{"/assets/a-1.js", "text/javascript", "\"t1\"", true, "plain", "gz", "br"},
    EmbeddedFile{"/index.html", "text/html; charset=utf-8", "\"t2\"", false, "<html>", "", ""},
    EmbeddedFile{"/sw.js", "text/javascript; charset=utf-8", "\"t3\"", false, "work()", "", ""}};

struct Answer {
  protocol::Response response;
  std::string_view body;

  std::string header(std::string_view name) const {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }
};

Answer get(std::string path, std::vector<std::pair<std::string, std::string>> headers = {}) {
  const StaticFiles files{embedded};
  protocol::Request request;
  request.headers = std::move(headers);
  Answer answer;
  answer.response.file = std::move(path);
  answer.body = files.fill(answer.response, request);
  return answer;
}

TEST(StaticFiles, the_best_encoding_the_client_takes_is_sent) {
  EXPECT_EQ(get("/assets/a-1.js").body, "plain");
  EXPECT_EQ(get("/assets/a-1.js", {{"accept-encoding", "gzip, deflate"}}).body, "gz");
  EXPECT_EQ(get("/assets/a-1.js", {{"accept-encoding", "gzip, deflate, br;q=1.0"}}).body, "br");
  EXPECT_EQ(get("/assets/a-1.js", {{"accept-encoding", "br;q=0, gzip"}}).body, "gz");
  EXPECT_EQ(get("/index.html", {{"accept-encoding", "br"}}).body, "<html>");
}

TEST(StaticFiles, a_hashed_name_is_kept_for_ever_and_the_shell_is_asked_for_again) {
  EXPECT_EQ(get("/assets/a-1.js").header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(get("/index.html").header("Cache-Control"), "no-cache");
}

TEST(StaticFiles, the_worker_is_a_script_and_is_asked_for_again) {
  const auto worker = get("/sw.js");
  EXPECT_EQ(worker.header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(worker.header("Cache-Control"), "no-cache");
  EXPECT_EQ(worker.header("ETag"), "\"t3\"");
  EXPECT_EQ(get("/sw.js", {{"if-none-match", "\"t3\""}}).response.status, 304);
}

TEST(StaticFiles, a_file_that_was_chosen_by_something_varies_by_that_too) {
  EXPECT_EQ(get("/index.html").header("Vary"), "Accept-Encoding");
  const StaticFiles files{embedded};
  Answer answer;
  answer.response.file = "/index.html";
  answer.response.set("Vary", "Cookie");
  files.fill(answer.response, {});
  EXPECT_EQ(answer.header("Vary"), "Cookie, Accept-Encoding");
}

TEST(StaticFiles, what_the_client_has_is_not_sent_again) {
  const auto first = get("/assets/a-1.js", {{"accept-encoding", "br"}});
  EXPECT_EQ(first.header("ETag"), "\"t1-br\"");
  EXPECT_EQ(
      get("/assets/a-1.js", {{"accept-encoding", "br"}, {"if-none-match", "\"t1-br\""}}).response.status,
      304);
  EXPECT_EQ(get("/assets/a-1.js", {{"if-none-match", "\"t1-br\""}}).response.status, 200);
}

TEST(StaticFiles, what_is_not_there_is_not_found) { EXPECT_EQ(get("/assets/none.js").response.status, 404); }

}  // namespace
}  // namespace heartlink::net
