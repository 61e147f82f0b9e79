// qinqing feel: one expression a line in, its value out.
#include <iostream>

#include "app/commands.h"
#include "dmn/feel/compiler.h"
#include "dmn/feel/evaluator.h"

namespace qinqing::app {
namespace {

using dmn::feel::Compiler;
using dmn::feel::Evaluator;
using dmn::feel::Program;
using dmn::feel::Value;

// Each line by itself: a name that one gives is not known to the next.
class Session {
 public:
  explicit Session(const base::Clock* clock) : clock_(clock) {}

  // False where the line is no expression.
  bool run(const std::string& line) {
    const auto program = std::make_shared<Program>();
    Compiler compiler(*program, dictionary_);
    try {
      compiler.finish(compiler.expression(line).node);
    } catch (const dmn::feel::SyntaxError& error) {
      std::cerr << "第 " << error.position + 1 << " 字节：" << error.what << '\n';
      return false;
    }
    Evaluator evaluator;
    evaluator.set_clock(clock_);
    const dmn::feel::Deadline deadline(evaluator.limits().time);
    try {
      const Value value = evaluator.run(*program);
      std::cout << value.to_feel() << '\n';
    } catch (const dmn::feel::LimitExceeded& exceeded) {
      std::cerr << exceeded.what << '\n';
      return false;
    }
    for (const std::string& warning : evaluator.warnings())
      std::cerr << "注意：" << warning << '\n';
    return true;
  }

 private:
  const base::Clock* clock_;
  dmn::feel::Dictionary dictionary_;
};

int read_lines(const Context& context) {
  Session session(context.clock.get());
  bool good = true;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    good = session.run(line) && good;
  }
  return good ? kDone : kFoundFault;
}

}  // namespace

void add_feel(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("feel", "逐行读 FEEL 表达式，打印它的值");
  command->callback([&context, &run] { run = [&context] { return read_lines(context); }; });
}

}  // namespace qinqing::app
