# Reads base64 YAML documents, one a line, as GitLab's Gitlab::Config::Loader::Yaml does, and prints each tree in the
# notation of conformance/tree.go.
require "yaml"
require "base64"

def str(s) = Base64.strict_encode64(s.encode("UTF-8"))

def number(n) = n.is_a?(Float) && n.finite? && n == n.to_i ? "d#{n.to_i}" : "d#{n}"

def tree(v)
  case v
  when String then "s#{str(v)}"
  when Integer, Float then number(v)
  when true then "b1"
  when false then "b0"
  when nil then "n"
  when Array then ["[", *v.map { |x| tree(x) }, "]"].join(" ")
  when Hash then ["{", *v.map { |k, x| "#{tree(k)} #{tree(x)}" }.sort, "}"].join(" ")
  else "?#{str(v.class.name + " " + v.inspect)}"
  end
end

puts "ruby #{RUBY_VERSION}, psych #{Psych::VERSION}, libyaml #{Psych::LIBYAML_VERSION}"
STDIN.each_line do |line|
  text = Base64.decode64(line).force_encoding("UTF-8")
  begin
    puts tree(YAML.safe_load(text, permitted_classes: [Symbol], aliases: true))
  rescue StandardError => e
    puts "E#{str(e.message)}"
  end
end
