# Builds the Jekyll sites that are named, in memory, and prints for each one line of JSON: what
# Jekyll makes of every file. Layouts, themes and plugins of other gems are left out.
require "jekyll"
require "json"

def facts(folder, output)
  files = %w(yml yaml toml).map { |ext| File.join(folder, "_config.#{ext}") }.select { |f| File.exist?(f) }
  overrides = {
    "source" => folder, "destination" => output, "config" => files.first(1), "quiet" => true,
    "disable_disk_cache" => true, "theme" => nil,
  }
  config = Jekyll.configuration(overrides)
  config["source"] = File.expand_path(config["source"], folder)
  own = files.empty? ? {} : Jekyll::Configuration.new.safe_load_file(files.first)
  config["source"] = File.join(folder, own["source"]) if own.is_a?(Hash) && own["source"]
  config.merge!("theme" => nil, "plugins" => [], "gems" => [], "whitelist" => [], "plugins_dir" => "_none")
  site = Jekyll::Site.new(config)
  site.layouts = {}
  site.reset
  site.read
  site.layouts = {}
  site.render
  site.write
  below = ->(item) { item.destination(site.dest).delete_prefix("#{site.dest}/") }
  texts = site.documents.select(&:write?) + site.pages
  found = texts.map do |text|
    document = text.is_a?(Jekyll::Document)
    data = text.data
    {
      "path" => text.relative_path, "url" => text.url, "file" => below.(text),
      "collection" => document ? text.collection.label : nil,
      "title" => data["title"], "date" => document ? text.date.strftime("%Y-%m-%dT%H:%M:%S%:z") : nil,
      "categories" => document ? data["categories"] : nil, "tags" => document ? data["tags"] : nil,
      "excerpt" => data["excerpt"].is_a?(String) ? data["excerpt"] : data["excerpt"]&.output,
      "draft" => document && text.draft?, "body" => text.content,
    }
  end
  static = site.static_files.select(&:write?).map { |file| [file.relative_path.sub(%r!\A/+!, ""), below.(file)] }
  { "texts" => found, "static" => static.to_h }
end

ARGV.each_slice(2) do |folder, output|
  # Jekyll caches dates by their text, whatever the zone, so each site has a process of its own.
  fork do
    puts JSON.generate(facts(File.expand_path(folder), output))
    $stdout.flush
  end
  Process.wait
end
