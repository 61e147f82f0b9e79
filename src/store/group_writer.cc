#include "store/group_writer.h"

#include <exception>
#include <semaphore>

namespace qinqing::store {
namespace {

constexpr std::size_t kGroupMax = 256;
constexpr int kTriesMax = 50;  // of a unit that others of another server keep overtaking

}  // namespace

struct GroupWriter::Job {
  const std::function<bool(Unit&)>* body = nullptr;
  std::exception_ptr thrown;
  std::binary_semaphore done{0};
};

GroupWriter::GroupWriter(Pool::Connect connect, std::string begin, const Sources& sources)
    : connect_(std::move(connect)),
      begin_(std::move(begin)),
      sources_(sources),
      writer_([this] { write_all(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  waiting_.notify_one();
  writer_.join();
}

void GroupWriter::write(const std::function<bool(Unit&)>& body) {
  Job job;
  job.body = &body;
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(&job);
  }
  waiting_.notify_one();
  job.done.acquire();
  if (job.thrown) std::rethrow_exception(job.thrown);
}

void GroupWriter::write_all() {
  for (;;) {
    std::vector<Job*> group;
    {
      std::unique_lock lock(mutex_);
      waiting_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      while (!jobs_.empty() && group.size() < kGroupMax) {
        group.push_back(jobs_.front());
        jobs_.pop_front();
      }
    }
    if (group.size() == 1 || !together(group))
      for (Job* job : group) alone(*job);
    for (Job* job : group) job->done.release();
  }
}

Connection& GroupWriter::connection() {
  if (!connection_ || !connection_->usable()) {
    connection_.reset();
    connection_ = connect_();
  }
  return *connection_;
}

// A connection that idled while the server was restarted breaks here, before anything can have
// happened. That is the one loss that is tried again by itself: of a commit that was not answered
// only the caller knows whether a retry is safe.
void GroupWriter::begin(std::optional<Transaction>& transaction) {
  try {
    transaction.emplace(connection(), begin_);
  } catch (const Unavailable&) {
    if (connection_ && connection_->usable()) throw;
    transaction.emplace(connection(), begin_);
  }
}

// False if the engine failed: nothing of the group is kept.
bool GroupWriter::together(const std::vector<Job*>& group) {
  try {
    std::optional<Transaction> transaction;
    begin(transaction);
    Connection& to = *connection_;
    for (Job* job : group) {
      to.change_beside("SAVEPOINT unit", {});
      if (!run(*job, to)) to.change("ROLLBACK TO unit", {});
      to.change_beside("RELEASE unit", {});
    }
    transaction->commit();
    return true;
  } catch (...) {
    return false;
  }
}

void GroupWriter::alone(Job& job) {
  for (int tries = 1;; ++tries) {
    try {
      std::optional<Transaction> transaction;
      begin(transaction);
      if (run(job, *connection_)) transaction->commit();
      return;
    } catch (const Unordered&) {
      if (tries < kTriesMax) continue;
      job.thrown = std::make_exception_ptr(Unavailable(Unavailable::Reason::locked));
      return;
    } catch (...) {
      job.thrown = std::current_exception();
      return;
    }
  }
}

// Whether to keep what the unit did. Throws where the engine fails.
bool GroupWriter::run(Job& job, Connection& to) {
  job.thrown = nullptr;
  try {
    ConnectionUnit unit(to, sources_);
    if (!(*job.body)(unit)) return false;
    unit.close();
    return true;
  } catch (const Unavailable&) {
    throw;
  } catch (const Unordered&) {
    throw;
  } catch (...) {
    job.thrown = std::current_exception();
    return false;
  }
}

}  // namespace qinqing::store
