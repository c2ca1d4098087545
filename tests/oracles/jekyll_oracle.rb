# Builds a site with Jekyll, without its layouts and theme, and writes into each page what Jekyll
# knows of it: see generated_site.py.
#
#   ruby jekyll_oracle.rb FOLDER OUTPUT
require "jekyll"
require "json"

PLUGINS = %w(jekyll-feed jekyll-redirect-from jekyll-archives jekyll-paginate).freeze

# Includes and tags of a theme or of a plugin are missing: what needs them is left out.
Jekyll::Tags::IncludeTag.prepend(
  Module.new do
    def render(context)
      super
    rescue IOError
      ""
    end
  end
)

def stated_excerpt(text, typed)
  return typed["excerpt"].to_s if typed["excerpt"]
  return unless text.is_a?(Jekyll::Document) && text.type == :posts

  excerpt = text.data["excerpt"]
  excerpt.output if excerpt.respond_to?(:output) && text.excerpt_separator != "\n\n" &&
    File.read(text.path).include?(text.excerpt_separator)
end

def iso(moment)
  moment = Time.parse(moment.to_s) unless moment.respond_to?(:strftime)
  moment.to_time.strftime("%Y-%m-%dT%H:%M:%S%:z")
end

def typed_in(file)
  found = File.read(file).match(Jekyll::Document::YAML_FRONT_MATTER_REGEXP)
  found ? (Jekyll::Utils.safe_load_yaml(found[1]) || {}) : {}
rescue StandardError
  {}
end

def list?(text, raw)
  text.is_a?(Jekyll::Page) &&
    (raw.strip.empty? || raw.match?(/\{%-?\s*for\s+\S+\s+in\s+(site|paginator)\b/))
end

def page_of(text, root, raw)
  document = text.is_a?(Jekyll::Document)
  data, typed = text.data, typed_in(text.respond_to?(:path) && File.exist?(text.path) ? text.path : "/dev/null")
  container = document ? text.site.config["collections_dir"] : ""
  facts = {
    "source" => File.join(*[root, container, text.relative_path].reject(&:empty?)),
    "kind" => list?(text, raw) ? "list" : "page",
    "title" => data["title"],
    "date" => document && text.type == :posts || typed["date"] ? iso(document ? text.date : typed["date"]) : "",
    "modified" => typed["last_modified_at"] ? iso(typed["last_modified_at"]) : "",
    "language" => data["lang"],
    "summary" => stated_excerpt(text, typed),
    "tags" => document ? data["tags"] : [],
    "categories" => document ? data["categories"] : [],
  }
  "<!doctype html>\n<html><body>\n" \
    "<script type=\"application/json\" id=\"oracle\">#{JSON.generate(facts).gsub("</", "<\\/")}</script>\n" \
    "<main id=\"oracle-body\">#{text.content}</main>\n</body></html>\n"
end

def refresh(target)
  "<!doctype html>\n<html><head><meta http-equiv=\"refresh\" content=\"0; url=#{target}\"></head></html>\n"
end

def write_redirects(site)
  return unless site.config["plugins"].include?("jekyll-redirect-from")

  (site.docs_to_write.grep(Jekyll::Document) + site.pages).each do |text|
    url = "#{site.config["url"]}#{site.config["baseurl"]}#{text.url}"
    Array(text.data["redirect_from"]).each do |old|
      page = Jekyll::PageWithoutAFile.new(site, site.source, "", "redirect.html")
      page.data["permalink"] = old.start_with?("/") ? old : "/#{old}"
      page.output = refresh(url)
      page.write(site.dest)
    end
    text.output = refresh(Array(text.data["redirect_to"]).first) if text.data["redirect_to"]
  end
end

folder, output = ARGV.map { |path| File.expand_path(path) }
named = %w(yml yaml toml).map { |ext| File.join(folder, "_config.#{ext}") }.find { |path| File.exist?(path) }
named = ENV["JEKYLL_CONFIGS"].split(",") if ENV["JEKYLL_CONFIGS"]
said = Array(named).map { |path| Jekyll::Configuration.new.safe_load_file(path) }.reduce({}, :merge)
source = File.expand_path(said["source"] || ".", folder)
listed = Array(said["plugins"]) + Array(said["gems"])
Dir.chdir(folder)
config = Jekyll.configuration(
  "source" => source, "destination" => output, "config" => named ? Array(named) : nil, "quiet" => true,
  "disable_disk_cache" => true
).merge("theme" => nil, "plugins_dir" => "_none", "whitelist" => [], "source" => source)
found = (PLUGINS & listed).select do |name|
  require name
  true
rescue LoadError
  false
end
site = Jekyll::Site.new(config.merge("plugins" => []))
site.config["plugins"] = listed
site.reset
site.read
site.layouts = {}
site.generate
texts = site.docs_to_write.grep(Jekyll::Document) + site.pages
raw = texts.to_h { |text| [text, text.content.to_s] }
payload = site.site_payload
texts.each do |text|
  text.output = Jekyll::Renderer.new(site, text, payload).run
rescue StandardError => e
  warn "#{text.relative_path}: #{e.message}"
  text.output = text.content = raw[text]
end
root = source == folder ? "" : source.delete_prefix("#{folder}/")
texts.each do |text|
  next unless %w(.html .htm).include?(File.extname(text.destination(output)))
  next if defined?(JekyllRedirectFrom) && (text.is_a?(JekyllRedirectFrom::RedirectPage) || text.data["redirect"])

  text.output = page_of(text, root, raw[text])
end
FileUtils.mkdir_p(output)
write_redirects(site) unless found.include?("jekyll-redirect-from")
site.write
