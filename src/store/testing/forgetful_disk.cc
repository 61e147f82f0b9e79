#include "store/testing/forgetful_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace qinqing::store::testing {
namespace {

// A file as the process sees it; every connection to it shares one.
struct Image {
  std::mutex mutex;
  std::string bytes;
  bool written = false;  // since it was synced
};

std::mutex images_mutex;
std::map<std::string, std::weak_ptr<Image>> images;

sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
  return found;
}

struct File {
  sqlite3_file base;
  std::shared_ptr<Image>* image;  // nullptr: a temporary file, which nothing has to outlive
  sqlite3_file* real;             // behind this struct
};

File* of(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
  return of(file)->real;
}

int close(sqlite3_file* file) {
  delete of(file)->image;
  of(file)->image = nullptr;
  return real(file)->pMethods->xClose(real(file));
}

int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
  if (of(file)->image == nullptr) return real(file)->pMethods->xRead(real(file), into, size, at);
  Image& image = **of(file)->image;
  const std::lock_guard lock(image.mutex);
  const auto begin = std::min<std::size_t>(static_cast<std::size_t>(at), image.bytes.size());
  const auto length =
      std::min<std::size_t>(static_cast<std::size_t>(size), image.bytes.size() - begin);
  std::memcpy(into, image.bytes.data() + begin, length);
  if (length == static_cast<std::size_t>(size)) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + length, 0, static_cast<std::size_t>(size) - length);
  return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  if (of(file)->image == nullptr) return real(file)->pMethods->xWrite(real(file), from, size, at);
  Image& image = **of(file)->image;
  const std::lock_guard lock(image.mutex);
  const auto end = static_cast<std::size_t>(at) + static_cast<std::size_t>(size);
  if (image.bytes.size() < end) image.bytes.resize(end, '\0');
  std::memcpy(image.bytes.data() + at, from, static_cast<std::size_t>(size));
  image.written = true;
  return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (of(file)->image == nullptr) return real(file)->pMethods->xTruncate(real(file), size);
  Image& image = **of(file)->image;
  const std::lock_guard lock(image.mutex);
  image.bytes.resize(static_cast<std::size_t>(size), '\0');
  image.written = true;
  return SQLITE_OK;
}

// In pieces: SQLite's own writing of a file takes 128 KiB for none.
int write_out(sqlite3_file* disk, const std::string& bytes) {
  constexpr std::size_t kPiece = std::size_t{64} << 10U;
  int done = disk->pMethods->xTruncate(disk, static_cast<sqlite3_int64>(bytes.size()));
  for (std::size_t at = 0; at < bytes.size() && done == SQLITE_OK; at += kPiece)
    done = disk->pMethods->xWrite(disk, bytes.data() + at,
                                  static_cast<int>(std::min(kPiece, bytes.size() - at)),
                                  static_cast<sqlite3_int64>(at));
  return done;
}

int sync(sqlite3_file* file, int flags) {
  if (of(file)->image != nullptr) {
    Image& image = **of(file)->image;
    const std::lock_guard lock(image.mutex);
    if (image.written) {
      if (const int done = write_out(real(file), image.bytes); done != SQLITE_OK) return done;
      image.written = false;
    }
  }
  return real(file)->pMethods->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  if (of(file)->image == nullptr) return real(file)->pMethods->xFileSize(real(file), size);
  Image& image = **of(file)->image;
  const std::lock_guard lock(image.mutex);
  *size = static_cast<sqlite3_int64>(image.bytes.size());
  return SQLITE_OK;
}

int lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector(sqlite3_file* file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
int device(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int at, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), at, n, flags);
}
void shm_barrier(sqlite3_file* file) {
  real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = file_size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_lock,
    .xFileControl = control,
    .xSectorSize = sector,
    .xDeviceCharacteristics = device,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

std::shared_ptr<Image> image_of(const std::string& path, sqlite3_file* disk) {
  const std::lock_guard lock(images_mutex);
  if (auto known = images[path].lock()) return known;
  auto made = std::make_shared<Image>();
  sqlite3_int64 size = 0;
  if (disk->pMethods->xFileSize(disk, &size) == SQLITE_OK && size > 0) {
    made->bytes.resize(static_cast<std::size_t>(size));
    if (disk->pMethods->xRead(disk, made->bytes.data(), static_cast<int>(size), 0) != SQLITE_OK)
      return nullptr;
  }
  images[path] = made;
  return made;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  File* made = of(file);
  made->base.pMethods = nullptr;
  made->image = nullptr;
  made->real = reinterpret_cast<sqlite3_file*>(made + 1);
  const int done = system_vfs()->xOpen(system_vfs(), name, made->real, flags, out);
  if (done != SQLITE_OK) return done;
  if (name != nullptr &&
      (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
    auto image = image_of(name, made->real);
    if (image == nullptr) return SQLITE_IOERR;
    made->image = new std::shared_ptr<Image>(std::move(image));
  }
  made->base.pMethods = &kMethods;
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  const std::lock_guard lock(images_mutex);
  images.erase(name);
  return system_vfs()->xDelete(system_vfs(), name, sync_folder);
}

}  // namespace

void add_forgetful_disk() {
  static sqlite3_vfs made = *system_vfs();
  made.zName = kForgetfulDisk;
  made.szOsFile = static_cast<int>(sizeof(File)) + system_vfs()->szOsFile;
  made.pNext = nullptr;
  made.xOpen = open;
  made.xDelete = remove;
  if (sqlite3_vfs_register(&made, 0) != SQLITE_OK) throw std::runtime_error("no forgetful disk");
}

}  // namespace qinqing::store::testing
