# Prints for each site that is named one line of JSON: where Jekyll puts each text, and its date.
#
#   ruby jekyll_urls.rb FOLDER...
require "jekyll"
require "json"

def urls(folder)
  config = Jekyll.configuration(
    "source" => folder, "destination" => File.join(folder, "_site"), "quiet" => true,
    "disable_disk_cache" => true
  )
  site = Jekyll::Site.new(config)
  site.reset
  site.read
  (site.documents + site.pages).to_h do |text|
    document = text.is_a?(Jekyll::Document)
    container = document ? config["collections_dir"] : ""
    path = File.join(*[container, text.relative_path].reject(&:empty?))
    file = text.destination(site.dest).delete_prefix("#{site.dest}/")
    [path, { "url" => text.url, "file" => file, "date" => document ? text.date.to_i : nil }]
  end
end

ARGV.each do |folder|
  # Jekyll remembers dates by their text, whatever the zone, so each site has a process of its own.
  fork do
    puts JSON.generate(urls(File.expand_path(folder)))
    $stdout.flush
  end
  Process.wait
end
