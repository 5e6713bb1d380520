# usage: ruby .ci/formula.rb FORMULA ARCHIVE-DIRECTORY
# Runs a Homebrew formula with stubs of Homebrew's words: each platform must have its own URL and a checksum, and each
# file that the formula installs must be in the unpacked archive.
formula, archive = ARGV.map { |path| File.expand_path(path) }
$found = []

class Formula
  # Ruby has its own `test`.
  def self.test = nil

  def self.method_missing(word, *values)
    $found << [word, values.first] if %i[url sha256].include?(word)
    yield if block_given?
  end

  def method_missing(*) = Target.new
end

class Target
  def install(files)
    names = files.is_a?(Hash) ? files.keys : [files].flatten
    missing = names.reject { |name| File.exist?(name) }
    abort "the formula installs #{names.inspect}, and lacks #{missing.inspect}" if names.empty? || missing.any?
  end
end

load formula
pairs = $found.each_slice(2).to_a
abort "not four URLs, each with its checksum: #{pairs}" unless
  pairs.uniq.map { |pair| pair.map(&:first) } == [%i[url sha256]] * 4
Dir.chdir(archive) { Vsw.new.install }
puts "the formula has #{pairs.size} platforms and installs files of the archive"
