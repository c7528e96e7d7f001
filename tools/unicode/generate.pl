#!/usr/bin/perl
# Writes stdlib/std/collections/string/_unicode.mojo: tables of Unicode properties, from the data that comes with Perl.
# Usage: tools/unicode/generate.pl > stdlib/std/collections/string/_unicode.mojo
#
# Numbers are written in base 64, the highest digit first, by the characters from `0` on without the backslash.
use strict;
use warnings;
use Unicode::UCD qw(prop_invmap);

sub digits {
    my ($number, $count) = @_;
    my $text = '';
    for (1 .. $count) {
        my $digit = $number % 64;
        $text = chr($digit < 44 ? 48 + $digit : 49 + $digit) . $text;
        $number = int($number / 64);
    }
    die "number too large" if $number;
    return $text;
}

sub table {
    my ($name, $doc, @records) = @_;
    my $text = join '', @records;
    my @lines = $text =~ /(.{1,120})/g;
    my $size = @records;
    print "comptime $name = StaticString(\n", (map { "    \"$_\"\n" } @lines), ")\n\"\"\"$doc\"\"\"\n\n";
    printf STDERR "%s: %d records, %d bytes\n", $name, $size, length $text;
}

# ---- Simple case mappings: runs of code points, 1 or 2 apart, that all move by the same distance.
sub simple_runs {
    my ($property) = @_;
    my ($starts, $values, $format, $default) = prop_invmap($property);
    my @moves;
    for my $i (0 .. $#$starts) {
        my $value = $values->[$i];
        next if ref $value || !$value;
        my $end = $i < $#$starts ? $starts->[$i + 1] : 0x110000;
        for my $code ($starts->[$i] .. $end - 1) {
            my $to = $value + $code - $starts->[$i];
            push @moves, [$code, $to - $code] if $to != $code && $code >= 128;
        }
    }
    my @runs;
    for my $move (@moves) {
        my ($code, $distance) = @$move;
        my $run = @runs ? $runs[-1] : undef;
        if ($run && $run->{distance} == $distance) {
            my $gap = $code - $run->{last};
            if ($gap <= 2 && ($run->{stride} == 0 || $run->{stride} == $gap)) {
                $run->{stride} = $gap;
                $run->{last} = $code;
                next;
            }
        }
        push @runs, {first => $code, last => $code, stride => 0, distance => $distance};
    }
    return map { digits($_->{first}, 4) . digits($_->{last}, 4) . digits($_->{stride} || 1, 1) . digits($_->{distance} + 0x40000, 4) } @runs;
}

# ---- Full mappings: code points that become several.
sub full_records {
    my ($property) = @_;
    my ($starts, $values) = prop_invmap($property);
    my @records;
    for my $i (0 .. $#$starts) {
        next unless ref $values->[$i];
        my @to = @{$values->[$i]};
        my $end = $i < $#$starts ? $starts->[$i + 1] : 0x110000;
        die "a range of full mappings" unless $end == $starts->[$i] + 1;
        push @records, digits($starts->[$i], 4) . join '', map { digits($_, 4) } @to, (0) x (3 - @to);
    }
    return @records;
}

# ---- Grapheme breaks: starts of ranges and their class; Hangul syllables are computed.
sub break_records {
    my %class = (
        Other => 0, CR => 1, LF => 2, Control => 3, Extend => 4, ZWJ => 5, Regional_Indicator => 6, Prepend => 7, SpacingMark => 8,
        L => 9, V => 10, T => 11, LV => 0, LVT => 0,
        ExtPict_XX => 12, # a pictograph
    );
    my ($starts, $values) = prop_invmap('Grapheme_Cluster_Break');
    my @at;
    for my $i (0 .. $#$starts) {
        my $end = $i < $#$starts ? $starts->[$i + 1] : 0x110000;
        die "class $values->[$i]" unless exists $class{$values->[$i]};
        push @at, [$starts->[$i], $end, $class{$values->[$i]}];
    }
    my @ranges = map { [$_->[0], $_->[2]] } @at;
    my @records;
    my $last = -1;
    for my $range (@ranges) {
        push @records, digits($range->[0], 4) . digits($range->[1], 1) if $range->[1] != $last;
        $last = $range->[1];
    }
    return @records;
}

print '"""Properties of characters, Unicode ', Unicode::UCD::UnicodeVersion(), "; written by tools/unicode/generate.pl.\"\"\"\n\n";
table('_UPPER', 'Runs with an upper case: first, last, stride, distance + 2**18; 13 digits.', simple_runs('Simple_Uppercase_Mapping'));
table('_LOWER', 'Runs with a lower case: first, last, stride, distance + 2**18; 13 digits.', simple_runs('Simple_Lowercase_Mapping'));
table('_UPPER_SEVERAL', 'Characters whose upper case is several: it and up to three, 0 for none; 16 digits.', full_records('Uppercase_Mapping'));
table('_LOWER_SEVERAL', 'Characters whose lower case is several: it and up to three, 0 for none; 16 digits.', full_records('Lowercase_Mapping'));
table('_BREAKS', 'Where ranges of one class of grapheme breaks begin, and the class; 5 digits.', break_records());
