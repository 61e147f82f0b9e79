#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "store/testing/databases.h"

namespace qinqing::store::testing {
namespace {

constexpr const char* kBin = "/usr/lib/postgresql/15/bin/";

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no free port");
  ::close(fd);
  return ntohs(address.sin_port);
}

// Runs a program of PostgreSQL, as `postgres` where this is root: it refuses to be run by root.
// It ends with this program, however this program ends.
pid_t spawn(const std::vector<std::string>& words) {
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const passwd* user = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
  if (::geteuid() == 0 && user == nullptr) throw std::runtime_error("there is no user postgres");
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (user != nullptr &&
      (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0 || ::chdir("/") != 0))
    ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int null = ::open("/dev/null", O_RDWR);
  ::dup2(null, 0);
  ::dup2(null, 1);
  ::dup2(null, 2);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

bool succeeded(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void must(const std::vector<std::string>& words) {
  if (!succeeded(spawn(words))) throw std::runtime_error(words.front() + " failed");
}

}  // namespace

Postgresql::Postgresql(const std::filesystem::path& parent) : port_(free_port()) {
  std::string pattern = parent / "qinqing-postgresql-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
  folder_ = pattern;
  if (const passwd* user = ::getpwnam("postgres");
      ::geteuid() == 0 && user != nullptr &&
      ::chown(pattern.c_str(), user->pw_uid, user->pw_gid) != 0)
    throw std::runtime_error("the folder cannot be given to postgres");
  must({std::string(kBin) + "initdb", "-D", (folder_ / "data").string(), "-U", "qinqing", "-A",
        "trust", "-E", "UTF8", "--no-locale", "--no-sync"});
  start();
}

Postgresql::~Postgresql() {
  stop();
  std::error_code ec;
  std::filesystem::remove_all(folder_, ec);
}

void Postgresql::start() {
  server_ = spawn({std::string(kBin) + "postgres", "-D", (folder_ / "data").string(), "-p",
                   std::to_string(port_), "-k", folder_.string(), "-c",
                   "listen_addresses=127.0.0.1", "-c", "max_connections=200",
                   // A killed process loses nothing that the system has; only a power cut would.
                   "-c", "fsync=off"});
  // pg_isready answers as soon as it is; it waits by itself.
  for (int tries = 0; tries < 600; ++tries) {
    if (succeeded(spawn({std::string(kBin) + "pg_isready", "-h", "127.0.0.1", "-p",
                         std::to_string(port_), "-t", "5", "-q"})))
      return;
    if (::waitpid(server_, nullptr, WNOHANG) == server_)
      throw std::runtime_error("postgres ended at its start");
    ::usleep(20'000);
  }
  throw std::runtime_error("postgres does not answer");
}

void Postgresql::kill() {
  ::kill(server_, SIGQUIT);  // "immediate": no checkpoint, recovery at the next start
  ::waitpid(server_, nullptr, 0);
  server_ = 0;
}

bool Postgresql::runs() {
  if (server_ != 0 && ::waitpid(server_, nullptr, WNOHANG) == server_) server_ = 0;
  return server_ != 0;
}

void Postgresql::stop() {
  if (server_ != 0) kill();
}

Postgresql& Postgresql::shared() {
  static Postgresql server;
  return server;
}

std::string Postgresql::make_database() {
  const std::string name = "t" + std::to_string(++made_);
  const std::string at = "postgresql://qinqing@127.0.0.1:" + std::to_string(port_) + "/postgres";
  must({std::string(kBin) + "psql", "-q", "-d", at, "-c", "CREATE SCHEMA " + name});
  return at + "?options=-csearch_path%3D" + name;
}

}  // namespace qinqing::store::testing
