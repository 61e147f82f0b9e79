// Beast itself, compiled once (BOOST_BEAST_SEPARATE_COMPILATION): see asio_source.cc.
#include <boost/beast/src.hpp>
